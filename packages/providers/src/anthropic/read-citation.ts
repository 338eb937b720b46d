import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Citation } from '@tollgate/core/chat/response';

/** Where a text block's statement comes from; `startIndex` and `endIndex` are those of the block. */
export function readCitation(citation: unknown, startIndex: number, endIndex: number): Citation | null {
  if (!isJsonObject(citation)) return null;
  const { url, source, title, document_title: documentTitle, cited_text: quote } = citation;
  const read: Citation = {};
  if (typeof url === 'string') read.url = url;
  else if (typeof source === 'string') read.url = source;
  if (typeof title === 'string') read.title = title;
  else if (typeof documentTitle === 'string') read.title = documentTitle;
  if (typeof quote === 'string') read.quote = quote;
  if (Object.keys(read).length === 0) return null;
  return { ...read, startIndex, endIndex };
}
