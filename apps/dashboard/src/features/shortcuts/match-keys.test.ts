import { describe, expect, test } from 'vitest';
import { keysOf, matchKeys } from './match-keys.ts';

const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
});
const run = () => undefined;
const groups = [
  { title: 'Go to', shortcuts: [{ keys: 'g c', label: 'Costs', run }] },
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: '?', label: 'Sheet', run },
      { keys: 'c', label: 'Copy', run },
    ],
  },
  { title: 'Requests', shortcuts: [{ keys: 'c', label: 'Copy link', run }] },
];
const matched = (pending: string, keys: string) => {
  const { shortcut, pending: next } = matchKeys(groups, pending, keys);
  return shortcut?.label ?? next;
};

describe('matchKeys', () => {
  test('keys in a row count when they follow each other', () => {
    expect(matched('', 'g')).toBe('g');
    expect(matched('g', 'c')).toBe('Costs');
  });

  test('a key that continues nothing begins anew', () => {
    expect(matched('g', '?')).toBe('Sheet');
    expect(matched('g', 'x')).toBe('');
    expect(matched('g', 'g')).toBe('g');
  });

  test('what a page says counts over what holds anywhere', () => expect(matched('', 'c')).toBe('Copy link'));
});

describe('keysOf', () => {
  test('the command key is the one of the platform', () => {
    expect(keysOf(press('k', { metaKey: true }), true)).toBe('mod+k');
    expect(keysOf(press('K', { ctrlKey: true }), false)).toBe('mod+k');
    expect(keysOf(press('k', { ctrlKey: true }), true)).toBeNull();
    expect(keysOf(press('k', { metaKey: true }), false)).toBeNull();
  });

  test('a capital letter is no small one, and Alt belongs to the system', () => {
    expect(keysOf(press('G'), false)).toBe('G');
    expect(keysOf(press('?'), false)).toBe('?');
    expect(keysOf(press('g', { altKey: true }), false)).toBeNull();
  });
});
