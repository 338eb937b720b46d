import { expect, test } from 'vitest';
import { rankCommands } from './rank-commands.ts';

const commands = [
  { title: 'API keys', keywords: 'tokens secrets' },
  { title: 'Create key' },
  { title: 'Costs', keywords: 'spend money' },
  { title: 'Models & prices', keywords: 'cost catalogue' },
];
const ranked = (typed: string): string[] => rankCommands(commands, typed).map(({ title }) => title);

test('the beginning of a title comes before a later word, and that before a keyword', () => {
  expect(ranked('cost')).toEqual(['Costs', 'Models & prices']);
  expect(ranked('key')).toEqual(['API keys', 'Create key']);
  expect(ranked('pric')).toEqual(['Models & prices']);
});

test('every word must match, in any order', () => {
  expect(ranked('key cre')).toEqual(['Create key']);
  expect(ranked('create money')).toEqual([]);
});

test('nothing typed is everything, as it was given', () => expect(ranked('  ')).toEqual(commands.map(({ title }) => title)));

test('signs of patterns are signs', () => expect(ranked('.*')).toEqual([]));
