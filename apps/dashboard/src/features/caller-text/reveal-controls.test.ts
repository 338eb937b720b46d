import { expect, test } from 'vitest';
import { revealControls } from './reveal-controls.ts';

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
