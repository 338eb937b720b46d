import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';

/** Text and thinking of a content that is a string or, at Mistral, an array of parts. */
export type ReadContent = { text: string; thinking: string };

export function readContent(content: unknown): ReadContent {
  if (typeof content === 'string') return { text: content, thinking: '' };
  const read: ReadContent = { text: '', thinking: '' };
  if (!Array.isArray(content)) return read;
  for (const part of content) {
    if (!isJsonObject(part)) continue;
    if (part['type'] === 'text' && typeof part['text'] === 'string') read.text += part['text'];
    else if (part['type'] === 'thinking') read.thinking += readThinking(part['thinking']);
  }
  return read;
}

function readThinking(thinking: unknown): string {
  return typeof thinking === 'string' ? thinking : readContent(thinking).text;
}
