import { type DecodeRefusal, refuseType } from '../openai/decode-refusal.ts';
import { isJsonObject, type JsonObject } from '../openai/is-json-object.ts';
import { unwrapReasoning } from '../reasoning/carry-reasoning.ts';
import type { ReasoningPart } from '../request.ts';

/** Summaries and thoughts of a reasoning item; what must go back to its provider is on the last part. Empty items give none. */
export function decodeReasoningItem(item: JsonObject, param: string): ReasoningPart[] | DecodeRefusal {
  const { summary, content, encrypted_content: encrypted, id } = item;
  if (encrypted !== undefined && encrypted !== null && typeof encrypted !== 'string') {
    return refuseType(`${param}.encrypted_content`, 'a string', encrypted);
  }
  const token = readToken(encrypted, id);
  const texts = [...textsOf(summary, true), ...textsOf(content, false)];
  if (token === null) return texts;
  const isOurs = token.format !== 'openai-responses-v1';
  const parts: ReasoningPart[] = texts.length === 0 ? [{ text: '' }] : texts;
  return parts.map((part, index) => {
    // Another provider's thought was shown as a summary for want of a better place.
    if (isOurs) return index === parts.length - 1 ? { text: part.text, ...token } : { text: part.text };
    if (index === parts.length - 1) return { ...part, ...token };
    return { ...part, format: 'openai-responses-v1', ...(token.id === undefined ? {} : { id: token.id }) };
  });
}

function readToken(encrypted: unknown, id: unknown): Omit<ReasoningPart, 'text'> | null {
  if (typeof encrypted !== 'string' || encrypted === '') return null;
  const wrapped = unwrapReasoning(encrypted);
  if (wrapped !== null) return wrapped;
  const token: Omit<ReasoningPart, 'text'> = { encrypted, format: 'openai-responses-v1' };
  if (typeof id === 'string') token.id = id;
  return token;
}

function textsOf(list: unknown, isSummary: boolean): ReasoningPart[] {
  if (!Array.isArray(list)) return [];
  const parts: ReasoningPart[] = [];
  for (const entry of list) {
    if (!isJsonObject(entry) || typeof entry['text'] !== 'string' || entry['text'] === '') continue;
    parts.push(isSummary ? { text: entry['text'], isSummary } : { text: entry['text'] });
  }
  return parts;
}
