import { describe, expect, test } from 'vitest';
import { classNames } from './class-names.ts';

describe('classNames', () => {
  test.each([
    ['p-4 px-2', 'p-4 px-2'],
    ['px-2 pl-1 p-4', 'p-4'],
    ['w-full w-38', 'w-38'],
    ['size-8 size-6 p-0', 'size-6 p-0'],
    ['w-4 h-4 size-6', 'size-6'],
    ['text-sm text-danger text-table', 'text-danger text-table'],
    ['text-left text-right text-xs', 'text-right text-xs'],
    ['border border-b border-input border-transparent', 'border border-b border-transparent'],
    ['border-b-2 border', 'border'],
    ['rounded-md rounded-full', 'rounded-full'],
    ['flex block hidden', 'hidden'],
    ['max-w-[calc(100vw-1rem)] max-w-80', 'max-w-80'],
    ['grid-cols-1 grid-cols-[10rem_minmax(0,1fr)]', 'grid-cols-[10rem_minmax(0,1fr)]'],
    ['-mt-1 mt-2', 'mt-2'],
  ])('%s is %s', (given, kept) => expect(classNames(given)).toBe(kept));

  test('a class under a condition replaces none without it', () => {
    expect(classNames('px-2 sm:px-4 hover:bg-surface', 'px-3 hover:bg-accent')).toBe('sm:px-4 px-3 hover:bg-accent');
    expect(classNames('[&_td]:px-3 data-[side=top]:mt-1', '[&_td]:px-2 mt-2')).toBe('data-[side=top]:mt-1 [&_td]:px-2 mt-2');
  });

  test('what it does not know stays, once', () => {
    expect(classNames('animate-skeleton group/row', false, undefined, ['animate-skeleton', { isolate: true }])).toBe(
      'group/row animate-skeleton isolate',
    );
  });
});
