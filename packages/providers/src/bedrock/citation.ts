import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Citation } from '@tollgate/core/chat/response';

/** A citation of the text between two indexes; `null` when it says nothing. */
export function readCitation(value: unknown, startIndex: number, endIndex: number): Citation | null {
  if (!isJsonObject(value)) return null;
  const citation: Citation = { startIndex, endIndex };
  const location = isJsonObject(value['location']) ? value['location'] : {};
  const web = isJsonObject(location['web']) ? location['web'] : {};
  const url = web['url'] ?? value['source'];
  if (typeof url === 'string' && /^https?:/i.test(url)) citation.url = url;
  if (typeof value['title'] === 'string') citation.title = value['title'];
  const quote = textOf(value['sourceContent']);
  if (quote !== '') citation.quote = quote;
  return citation.url === undefined && citation.title === undefined && citation.quote === undefined ? null : citation;
}

/** The texts of a list of parts, end to end. */
export function textOf(parts: unknown): string {
  let text = '';
  if (Array.isArray(parts)) for (const part of parts) if (isJsonObject(part) && typeof part['text'] === 'string') text += part['text'];
  return text;
}
