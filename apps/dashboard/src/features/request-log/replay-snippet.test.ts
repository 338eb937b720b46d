import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { quoteForShell, replaySnippet } from './replay-snippet.ts';

test.each([`it's`, '$(touch /tmp/x)', '`id`', `'; rm -rf ~; '`, 'line\nbreak', '\\', '"$HOME"', '!!'])('a shell reads %j as plain text', (hostile) => {
  expect(execFileSync('sh', ['-c', `printf %s ${quoteForShell(hostile)}`], { encoding: 'utf8' })).toBe(hostile);
});

test('sends the kept messages to the model that was asked for', () => {
  const snippet = replaySnippet({ proxyUrl: 'http://localhost:4000/', model: 'smart', isStream: true, messages: [{ role: 'user', content: "what's up" }] });
  const body = execFileSync('sh', ['-c', `curl() { shift 6; printf %s "$1"; }; ${snippet}`], { encoding: 'utf8' });
  expect(JSON.parse(body)).toEqual({ model: 'smart', messages: [{ role: 'user', content: "what's up" }], stream: true });
  expect(snippet).toContain(`curl 'http://localhost:4000/v1/chat/completions'`);
});

test('stands a placeholder in for a prompt that was not kept', () => {
  expect(replaySnippet({ proxyUrl: 'http://localhost:4000', model: 'm', isStream: false, messages: null })).toContain('Write your message here');
});
