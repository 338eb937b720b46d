import type { BlockEvent, BlockWriter } from '../blocks/sequence-blocks.ts';
import type { AnswerContext } from '../front-dialect.ts';
import { createItemIds } from './item-ids.ts';
import { createCallItem } from './stream-call-item.ts';
import { createMessageItem } from './stream-message-item.ts';
import { createReasoningItem } from './stream-reasoning-item.ts';
import type { ItemPlace, SendEvent, StreamedItem } from './streamed-item.ts';
import { imageItem, type Item, type ItemStatus } from './write-items.ts';

export type ItemWriter = BlockWriter & {
  /** What later closed items are: an answer that was cut leaves them incomplete. */
  finishAs(status: ItemStatus): void;
  /** All items so far, as far as they have come. */
  output(): Item[];
};

export function createItemWriter(context: AnswerContext, send: SendEvent): ItemWriter {
  const ids = createItemIds(context);
  const done: Item[] = [];
  let open: StreamedItem | null = null;
  let status: ItemStatus = 'completed';

  return {
    open(_kind, event) {
      const index = done.length;
      open = openItem(event, { send, ids, index });
      return send('response.output_item.added', { output_index: index, item: open.current('in_progress') });
    },
    write: (event) => open?.write(event) ?? '',
    close() {
      if (open === null) return '';
      const written = open.close(status);
      const item = open.current(status);
      const index = done.length;
      done.push(item);
      open = null;
      return written + send('response.output_item.done', { output_index: index, item });
    },
    finishAs: (last) => (status = last),
    output: () => (open === null ? done : [...done, open.current('incomplete')]),
  };
}

function openItem(event: BlockEvent, place: ItemPlace): StreamedItem {
  const { ids } = place;
  if (event.type === 'tool_call_start') return createCallItem(event, place);
  if (event.type === 'reasoning') return createReasoningItem(ids.reasoning(event.id), place);
  if (event.type === 'image') {
    const id = ids.next('ig');
    const { url } = event;
    const current = (status: ItemStatus): Item | null => imageItem(id, url, status);
    if (current('completed') !== null) return { write: () => '', close: () => '', current: (status) => current(status) as Item };
  }
  return createMessageItem(ids.next('msg'), place);
}
