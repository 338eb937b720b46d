import type { ItemPlace, StreamedItem } from './streamed-item.ts';
import { reasoningItem, summaryPart, thoughtToken } from './write-items.ts';

/** A thought: its parts one after another, and at its end what must come back with it. */
export function createReasoningItem(id: string, { send, index }: ItemPlace): StreamedItem {
  const texts: string[] = [];
  let token: string | null = null;
  let isPartOpen = false;

  const at = (): Record<string, unknown> => ({ item_id: id, output_index: index, summary_index: texts.length - 1 });
  const closePart = (): string => {
    if (!isPartOpen) return '';
    isPartOpen = false;
    const text = texts.at(-1) ?? '';
    const done = send('response.reasoning_summary_text.done', { ...at(), text });
    return done + send('response.reasoning_summary_part.done', { ...at(), part: summaryPart(text) });
  };
  const openPart = (): string => {
    isPartOpen = true;
    texts.push('');
    return send('response.reasoning_summary_part.added', { ...at(), part: summaryPart('') });
  };

  return {
    write(event) {
      if (event.type !== 'reasoning') return '';
      token = thoughtToken(event) ?? token;
      let written = event.isNewPart === true ? closePart() : '';
      if (event.text === '') return written;
      if (!isPartOpen) written += openPart();
      texts[texts.length - 1] += event.text;
      return written + send('response.reasoning_summary_text.delta', { ...at(), delta: event.text });
    },
    close: closePart,
    current: (status) => (status === 'in_progress' ? reasoningItem(id, [], null) : reasoningItem(id, texts, token)),
  };
}
