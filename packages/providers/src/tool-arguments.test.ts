import { expect, test } from 'vitest';
import { toolInput } from './tool-arguments.ts';

const read = (text: string) => {
  const warnings = new Set<string>();
  return { input: toolInput({ id: 'c', name: 'f', arguments: text }, warnings), isWarned: warnings.size > 0 };
};

test('an object is taken as it is, nothing at all is an empty one', () => {
  expect(read('{"a":[1,{"b":null}]}')).toEqual({ input: { a: [1, { b: null }] }, isWarned: false });
  expect(read(' ')).toEqual({ input: {}, isWarned: false });
  expect(toolInput({ id: 'c', name: 'f', arguments: '{"a":1}', isCustom: true }, new Set())).toEqual({ input: '{"a":1}' });
});

test.each(['{"a":', '[1]', '"x"', 'null', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`])(
  'other text is kept whole, and it is said: %s',
  (text) => {
    const { input, isWarned } = read(text);
    expect(JSON.parse(JSON.stringify(input))).toEqual({ arguments: text });
    expect(isWarned).toBe(true);
  },
);
