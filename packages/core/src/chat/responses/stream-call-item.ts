import type { BlockEvent } from '../blocks/sequence-blocks.ts';
import type { ItemPlace, StreamedItem } from './streamed-item.ts';
import { callItem } from './write-items.ts';

/** A call of a function or of a custom tool, whose input is plain text. */
export function createCallItem(event: BlockEvent & { type: 'tool_call_start' }, { send, ids, index }: ItemPlace): StreamedItem {
  const isCustom = event.isCustom === true;
  const id = ids.next(isCustom ? 'ctc' : 'fc');
  const at = { item_id: id, output_index: index };
  const call = { id: event.id, name: event.name, arguments: '', isCustom };
  const prefix = isCustom ? 'response.custom_tool_call_input' : 'response.function_call_arguments';
  return {
    write(piece) {
      if (piece.type !== 'tool_call_arguments') return '';
      call.arguments += piece.text;
      return send(`${prefix}.delta`, { ...at, delta: piece.text });
    },
    close() {
      const whole = isCustom ? { input: call.arguments } : { name: call.name, arguments: call.arguments };
      return send(`${prefix}.done`, { ...at, ...whole });
    },
    current: (status) => callItem(id, call, status),
  };
}
