import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBaseUrl } from './check-base-url.ts';

const REFUSED_IN_PUBLIC = [
  'http://api.openai.com/v1',
  'https://localhost/v1',
  'https://LOCALHOST./v1',
  'https://api.localhost/',
  'https://printer.local/',
  'https://vault.internal/',
  'https://kubernetes.default.svc/',
  'https://kubernetes.default.svc.cluster.local/',
  'https://redis/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://0/',
  'https://127%2e0%2e0%2e1/',
  'https://①②⑦.0.0.1/',
  'https://127。0。0。1/',
  'https://10.0.0.5/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::127.0.0.1]/',
  'https://[fd00::1]/',
  'https://example.com:22/',
  'https://example.com:6379/',
];
const REFUSED_ALWAYS = [
  '',
  'api.openai.com/v1',
  'ftp://example.com/',
  'file:///etc/passwd',
  'data:application/json,{}',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  'http+unix://%2Fvar%2Frun%2Fdocker.sock/',
  'https://user:pass@example.com/',
  'https://user@example.com/',
  'https://api.openai.com@127.0.0.1/',
  'https://example.com/v1?key=x',
  'https://example.com/v1?',
  'https://example.com/v1#x',
  'https://example.com/v1#',
  'https://127.0.0.1#@api.openai.com/',
  'https://127.0.0.1%23.api.openai.com/',
  'https://api.openai.com%2f@127.0.0.1/',
  'https://exa\nmple.com/',
  'https://example.com\\@127.0.0.1/',
  'https://example.com/\u0000',
  'https://[fe80::1%25eth0]/',
  'https://169.254.169.254/latest/meta-data/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:169.254.169.254]/',
  'http://2852039166/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://100.100.100.200/',
  'http://0.0.0.0:4000/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  `https://example.com/${'a'.repeat(2048)}`,
];
const ADMITTED: [string, string][] = [
  ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
  ['https://api.openai.com/v1/', 'https://api.openai.com/v1'],
  ['  https://API.OpenAI.com  ', 'https://api.openai.com'],
  ['https://my-resource.openai.azure.com/', 'https://my-resource.openai.azure.com'],
  ['https://gateway.example.com:8443/openai', 'https://gateway.example.com:8443/openai'],
  ['https://bücher.example/v1', 'https://xn--bcher-kva.example/v1'],
  ['https://1.1.1.1/v1', 'https://1.1.1.1/v1'],
  ['https://api.cloudflare.com/client/v4/@cf', 'https://api.cloudflare.com/client/v4/@cf'],
];
const ADMITTED_WHEN_ALLOWED = [
  'http://127.0.0.1:4010/v1',
  'http://localhost:11434/v1',
  'http://[::1]:8080',
  'http://ollama:11434/v1',
  'http://10.1.2.3:8000',
  'https://llm.internal/v1',
];

type Attack = { url: string; expect: string; why: string };

describe('checkBaseUrl', () => {
  it.each(REFUSED_IN_PUBLIC)('refuses %s unless private upstreams are allowed', (url) => {
    expect(checkBaseUrl(url, { allowPrivate: false }).ok).toBe(false);
  });

  it.each(REFUSED_ALWAYS)('refuses %j whatever the operator allows', (url) => {
    expect([checkBaseUrl(url, { allowPrivate: false }).ok, checkBaseUrl(url, { allowPrivate: true }).ok]).toEqual([false, false]);
  });

  it.each(ADMITTED)('admits %s and gives it as the dialler reads it', (url, normalised) => {
    expect(checkBaseUrl(url, { allowPrivate: false })).toEqual({ ok: true, url: normalised });
  });

  it.each(ADMITTED_WHEN_ALLOWED)('admits %s only when the operator allows private upstreams', (url) => {
    expect([checkBaseUrl(url, { allowPrivate: false }).ok, checkBaseUrl(url, { allowPrivate: true }).ok]).toEqual([false, true]);
  });

  it('says in every refusal what to do', () => {
    for (const url of [...REFUSED_IN_PUBLIC, ...REFUSED_ALWAYS]) {
      const check = checkBaseUrl(url, { allowPrivate: false });
      expect(check.ok ? '' : check.message).toMatch(/\b(?:Use|Remove|Enter|Write|Shorten)\b/);
    }
  });

  it('refuses every address of the attack list that its text alone gives away', () => {
    const path = join(
      process.env['TOLLGATE_CORPUS'] ?? join(import.meta.dirname, '../../../../../shared/corpus'),
      '_attacks/ssrf_urls.json',
    );
    const attacks: Attack[] = existsSync(path)
      ? JSON.parse(readFileSync(path, 'utf8')).items
      : [{ url: 'http://127.0.0.1/', expect: 'blocked', why: 'loopback' }];
    // These are refused by the resolver, when the name is looked up or the redirect followed.
    const byText = attacks.filter((attack) => !/REDIRECTOR|REBIND|MULTI|CNAME/.test(attack.url));
    const judged = byText.map((attack) => ({ ...attack, ok: checkBaseUrl(attack.url, { allowPrivate: false }).ok }));
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.filter((attack) => attack.ok !== attack.expect.startsWith('allowed'))).toEqual([]);
  });
});
