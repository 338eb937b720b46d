import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { replaySnippets } from './replay-snippets.ts';

const hostile = `"); process.exit(1); ("\n'''""" \${x} \\ \u2028 \u202e $(id) \``;
const input = {
  proxyUrl: 'http://localhost:4000/',
  model: hostile,
  isStream: false,
  keptBody: JSON.stringify({ model: hostile, messages: [{ role: 'user', content: hostile }] }),
};

test('there is one for curl and for two SDKs, each with the address of the proxy', () => {
  const snippets = replaySnippets({ ...input, keptBody: null, model: 'gpt-4o' });
  expect(snippets.map(({ label }) => label)).toEqual(['curl', 'Node', 'Python']);
  for (const { code } of snippets) expect(code).toContain('http://localhost:4000/v1');
});

test('what callers wrote is data in JavaScript', () => {
  const code = replaySnippets(input).find(({ value }) => value === 'node')?.code ?? '';
  const call = /create\(([^]*)\);\nconsole/.exec(code)?.[1] ?? '';
  const read = execFileSync(process.execPath, ['-e', `process.stdout.write(JSON.stringify(${call}))`], { encoding: 'utf8' });
  expect(JSON.parse(read)).toEqual(JSON.parse(input.keptBody));
});

test('what callers wrote is one JSON text in Python', () => {
  const code = replaySnippets(input).find(({ value }) => value === 'python')?.code ?? '';
  const literal = /^body = json\.loads\((".*")\)$/m.exec(code)?.[1] ?? '';
  expect(JSON.parse(JSON.parse(literal) as string)).toEqual(JSON.parse(input.keptBody));
});
