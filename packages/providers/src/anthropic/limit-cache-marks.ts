import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Block } from './content.ts';

/** More marks than this are refused. */
const MOST_MARKS = 4;

/**
 * Takes cache marks away until no more are left than the API admits: the first stays, because what it marks is shared by most calls, and the
 * last ones, because they reach furthest.
 */
export function limitCacheMarks(groups: readonly (readonly unknown[])[], warnings: Set<string>): void {
  const marked: Block[] = [];
  for (const group of groups) for (const block of group) collect(block, marked);
  const excess = marked.length - MOST_MARKS;
  if (excess <= 0) return;
  for (const block of marked.slice(1, 1 + excess)) delete block['cache_control'];
  warnings.add('cache_control');
}

function collect(block: unknown, marked: Block[]): void {
  if (!isJsonObject(block)) return;
  if (Array.isArray(block['content'])) for (const part of block['content']) collect(part, marked);
  if (block['cache_control'] !== undefined) marked.push(block);
}
