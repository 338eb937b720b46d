import { expect, test } from 'vitest';
import { readAnswer, readMessages } from './read-messages.ts';

test('reads roles and texts, also from content in parts and a system field', () => {
  const body = {
    system: 'Be brief',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hi' },
          { type: 'image_url', image_url: { url: 'data:x' } },
        ],
      },
    ],
  };
  expect(readMessages(JSON.stringify(body))).toEqual([
    { role: 'system', text: 'Be brief' },
    { role: 'user', text: `Hi\n${JSON.stringify({ type: 'image_url', image_url: { url: 'data:x' } }, null, 2)}` },
  ]);
});

test('shows tool calls where there is no text', () => {
  const body = { messages: [{ role: 'assistant', content: null, tool_calls: [{ id: 'c1' }] }] };
  expect(readMessages(JSON.stringify(body))?.[0]?.text).toContain('"id": "c1"');
});

test.each(['', 'cut {"messages": [', '{"input": "x"}', '[]', 'null', '{"messages": "x"}'])('leaves %j to be shown as it is', (body) => {
  expect(readMessages(body)).toBeNull();
});

test.each([
  ['{"messages": [null, 3, {"content": 5}]}', 3],
  ['{"messages": []}', 0],
])('survives odd messages in %j', (body, count) => {
  expect(readMessages(body)).toHaveLength(count);
});

test('reads the first choice of a completion and leaves anything else as it is', () => {
  expect(readAnswer('{"choices":[{"message":{"role":"assistant","content":"Hello"}}]}')).toBe('Hello');
  expect(readAnswer('Hello')).toBe('Hello');
  expect(readAnswer('{"choices":[]}')).toBe('{"choices":[]}');
});
