import { expect, test } from 'vitest';
import { completeQuery } from './complete-query.ts';

const known = new Map([
  [
    'model',
    [
      { value: 'gpt-4o', label: 'gpt-4o' },
      { value: 'claude 4', label: 'claude 4' },
    ],
  ],
  ['key', [{ value: 'key_1', label: 'Server key' }]],
]);

function completed(text: string): string[] {
  return completeQuery(text, text.length, known).map(({ text: insert, from, to }) => text.slice(0, from) + insert + text.slice(to));
}

test('a beginning of a field is completed, and nothing typed offers every field', () => {
  expect(completed('mo')).toEqual(['model:']);
  expect(completed('status:5xx co')).toEqual(['status:5xx cost>']);
  expect(completed('-mod')).toEqual(['-model:']);
  expect(completed('').length).toBeGreaterThan(12);
});

test('values that were seen are offered, quoted where they must be', () => {
  expect(completed('model:')).toEqual(['model:gpt-4o ', 'model:"claude 4" ']);
  expect(completed('model:gpt-4o,cl')).toEqual(['model:gpt-4o,"claude 4" ']);
  expect(completed('model:"cl')).toEqual(['model:"claude 4" ']);
  expect(completed('status:5')).toEqual(['status:5xx ']);
  expect(completed('streamed:y')).toEqual(['streamed:yes ']);
});

test('a key is offered by its name', () => {
  expect(completed('key:serv')).toEqual(['key:"Server key" ']);
});
