import { expect, test } from 'vitest';
import { agentPrompt } from './agent-prompt.ts';
import { maskKey } from './mask-key.ts';
import { snippetsFor } from './snippets.ts';

const KEY = 'tg_live_0123456789abcdefghijklmnopqrstuvwxyz';

test('every snippet names the proxy, the key and the model', () => {
  for (const { code } of snippetsFor({ proxyUrl: 'http://localhost:4000', apiKey: KEY, model: 'sim/echo' })) {
    expect(code).toMatch(/http:\/\/localhost:4000(\/v1)?[/'"]/);
    expect(code).toContain(KEY);
    expect(code).toContain('sim/echo');
  }
});

test('a masked key shows its prefix and its end, and no more', () => {
  expect(maskKey(KEY)).toBe('tg_live_••••••••••••••••wxyz');
  expect(maskKey('a key of another gateway with 32 letters')).toBe('••••••••••••••••ters');
});

test('what is pasted into an agent holds no key, for it would be kept in its history', () => {
  const prompt = agentPrompt({ proxyUrl: 'https://gateway.example.com' });
  expect(prompt).toContain('https://gateway.example.com/v1');
  expect(prompt).toContain('TOLLGATE_KEY');
  expect(prompt).not.toMatch(/tg_[a-z]/);
});
