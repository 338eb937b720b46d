import type { BlockEvent } from '../blocks/sequence-blocks.ts';
import type { ItemIds } from './item-ids.ts';
import type { Item, ItemStatus } from './write-items.ts';

/** Writes a numbered, typed event. */
export type SendEvent = (type: string, fields: Record<string, unknown>) => string;

/** One output item while it is being streamed. */
export type StreamedItem = {
  write(event: BlockEvent): string;
  /** The events that complete it; `current` then gives it whole. */
  close(status: ItemStatus): string;
  current(status: ItemStatus): Item;
};
export type ItemPlace = { send: SendEvent; ids: ItemIds; index: number };
