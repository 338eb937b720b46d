import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Citation } from '@tollgate/core/chat/response';

const LONGEST_QUOTE = 2_000;

/**
 * One citation for each source of a statement. The API counts characters of the content; `offset` is what stands before it in our text.
 */
export function readCitations(value: unknown, text: string, offset: number): Citation[] {
  if (!isJsonObject(value) || !Array.isArray(value['sources'])) return [];
  const range = rangeOf(value, text, offset);
  const citations: Citation[] = [];
  for (const source of value['sources']) {
    if (isJsonObject(source)) citations.push({ ...describe(source), ...range });
  }
  return citations;
}

function rangeOf(value: JsonObject, text: string, offset: number): Pick<Citation, 'startIndex' | 'endIndex'> {
  const { start, end, text: cited } = value;
  if (typeof start !== 'number' || typeof end !== 'number') return {};
  const from = start + offset;
  if (typeof cited !== 'string' || text.startsWith(cited, from)) return { startIndex: from, endIndex: end + offset };
  // A character outside the basic plane is one to the API and two units to us.
  let at = offset;
  for (let count = 0; count < start && at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return { startIndex: at, endIndex: at + cited.length };
}

/** A source is a document of the caller's or a tool's result; its fields are whatever the caller gave it. */
function describe(source: JsonObject): Citation {
  const given = source['document'] ?? source['tool_output'];
  const fields = isJsonObject(given) ? given : {};
  const citation: Citation = {};
  const url = fields['url'] ?? source['id'];
  if (typeof url === 'string' && /^https?:/i.test(url)) citation.url = url;
  const title = fields['title'] ?? source['id'];
  if (typeof title === 'string') citation.title = title;
  const quote = fields['snippet'] ?? fields['text'] ?? fields['content'];
  if (typeof quote === 'string') citation.quote = quote.slice(0, LONGEST_QUOTE);
  return citation;
}
