import { expect, test } from 'vitest';
import { escapeInvisible, revealControls, revealOverrides } from './reveal-controls.ts';

test.each([
  ['\u202Eevil\u202C', '[U+202E]evil[U+202C]'],
  ['a\u0000b\nc', 'a[U+0000]b[U+000A]c'],
  ['pay\u200Bpal', 'pay[U+200B]pal'],
])('spells deceptive characters of %j out', (text, shown) => {
  expect(revealControls(text)).toBe(shown);
});

test.each(['ada', 'Zoë Ωmega', 'שלום', '名前', '👩 ok', '<b>&amp;'])('leaves %j as it is', (text) => {
  expect(revealControls(text)).toBe(text);
});

test('running text keeps its lines, scripts and joined emoji, and loses only what reorders it', () => {
  expect(revealOverrides('a\n\tשלום 👩\u200d🚀 \u202Eevil\u2066')).toBe('a\n\tשלום 👩\u200d🚀 [U+202E]evil[U+2066]');
});

test('escaped JSON is the same value and shows every character', () => {
  const value = { text: '\u202Eevil\u200b\u2028\u00ad שלום' };
  const json = escapeInvisible(JSON.stringify(value));
  expect(JSON.parse(json)).toEqual(value);
  expect(json).toBe('{"text":"\\u202eevil\\u200b\\u2028\\u00ad שלום"}');
});
