import type { BlockEvent } from '../blocks/sequence-blocks.ts';
import type { ItemPlace, StreamedItem } from './streamed-item.ts';
import { annotationOf, messageItem, refusalPart, textPart, type Item } from './write-items.ts';

/** A message with one part: text or a refusal. */
export function createMessageItem(id: string, { send, index }: ItemPlace): StreamedItem {
  const at = { item_id: id, output_index: index, content_index: 0 };
  const annotations: Item[] = [];
  const logprobs: unknown[] = [];
  let text = '';
  let kind: 'text' | 'refusal' | null = null;

  const part = (): Item => (kind === 'refusal' ? refusalPart(text) : textPart(text, annotations, logprobs));
  const begin = (as: 'text' | 'refusal'): string => {
    if (kind !== null) return '';
    kind = as;
    return send('response.content_part.added', { ...at, part: as === 'refusal' ? refusalPart('') : textPart('', [], []) });
  };
  const addText = (delta: string): string => {
    const opening = begin('text');
    text += delta;
    return opening + send('response.output_text.delta', { ...at, delta, logprobs: [] });
  };

  return {
    write(event: BlockEvent) {
      switch (event.type) {
        case 'text':
          return addText(event.text);
        case 'image':
          return addText(`![image](${event.url})`);
        case 'refusal': {
          const opening = begin('refusal');
          text += event.text;
          return opening + send('response.refusal.delta', { ...at, delta: event.text });
        }
        case 'citation': {
          const opening = begin('text');
          const annotation = annotationOf(event.citation);
          annotations.push(annotation);
          const where = { ...at, annotation_index: annotations.length - 1 };
          return opening + send('response.output_text.annotation.added', { ...where, annotation });
        }
        case 'logprobs':
          logprobs.push(...event.content);
          return begin('text');
        default:
          return '';
      }
    },
    close() {
      if (kind === null) return '';
      const whole =
        kind === 'refusal'
          ? send('response.refusal.done', { ...at, refusal: text })
          : send('response.output_text.done', { ...at, text, logprobs });
      return whole + send('response.content_part.done', { ...at, part: part() });
    },
    current: (status) => messageItem(id, kind === null ? [] : [part()], status),
  };
}
