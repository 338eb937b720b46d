import type { ReasoningPart } from '../request.ts';
import { isJsonObject, type JsonObject } from './is-json-object.ts';

/**
 * Reasoning of a whole message or of one delta: `reasoning_content` or `reasoning` is the text; `reasoning_details` repeats it with
 * the signatures and encrypted blocks that a provider wants back.
 */
export function readReasoning(message: JsonObject): ReasoningPart[] {
  const details = message['reasoning_details'];
  const plain = plainReasoning(message);
  if (!Array.isArray(details) || details.length === 0) return plain === '' ? [] : [{ text: plain }];
  const parts: ReasoningPart[] = [];
  let detailText = '';
  for (const detail of details) {
    const part = readDetail(detail);
    if (part === undefined) continue;
    detailText += part.text;
    parts.push(part);
  }
  if (detailText === plain || plain === '') return parts;
  // The two disagree: the plain text is what the model said, the details keep only what cannot be shown.
  return [{ text: plain }, ...parts.filter((part) => part.encrypted !== undefined)];
}

function plainReasoning(message: JsonObject): string {
  if (typeof message['reasoning_content'] === 'string' && message['reasoning_content'] !== '') return message['reasoning_content'];
  return typeof message['reasoning'] === 'string' ? message['reasoning'] : '';
}

function readDetail(detail: unknown): ReasoningPart | undefined {
  if (!isJsonObject(detail)) return undefined;
  if (typeof detail['data'] === 'string') return { text: '', encrypted: detail['data'] };
  const text = detail['text'] ?? detail['summary'];
  const part: ReasoningPart = { text: typeof text === 'string' ? text : '' };
  if (typeof detail['signature'] === 'string') part.signature = detail['signature'];
  return part.text === '' && part.signature === undefined ? undefined : part;
}
