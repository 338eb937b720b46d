import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { quoteForShell, replaySnippet } from './replay-snippet.ts';

test.each([`it's`, '$(touch /tmp/x)', '`id`', `'; rm -rf ~; '`, 'line\nbreak', '\\', '"$HOME"', '!!'])(
  'a shell reads %j as plain text',
  (hostile) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoteForShell(hostile)}`], { encoding: 'utf8' })).toBe(hostile);
  },
);

const bodyOf = (snippet: string): unknown =>
  JSON.parse(execFileSync('sh', ['-c', `curl() { shift 6; printf %s "$1"; }; ${snippet}`], { encoding: 'utf8' }));

test('sends the kept body again as it was', () => {
  const kept = { model: 'smart', messages: [{ role: 'user', content: "what's `up`" }], temperature: 0, stream: true };
  const snippet = replaySnippet({ proxyUrl: 'http://localhost:4000/', model: 'smart', isStream: false, keptBody: JSON.stringify(kept) });
  expect(bodyOf(snippet)).toEqual(kept);
  expect(snippet).toContain(`curl 'http://localhost:4000/v1/chat/completions'`);
});

test.each([null, 'not JSON', '{"model": "cut of', '[1]', '"text"'])('stands a placeholder in for the body %j', (keptBody) => {
  expect(bodyOf(replaySnippet({ proxyUrl: 'http://localhost:4000', model: 'm', isStream: true, keptBody }))).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'Write your message here' }],
    stream: true,
  });
});
