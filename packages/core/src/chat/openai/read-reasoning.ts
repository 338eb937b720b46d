import type { ReasoningFormat, ReasoningPart } from '../request.ts';
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
    const last = parts.at(-1);
    if (last !== undefined && isRestOf(part, last) && part.encrypted !== undefined) last.encrypted = part.encrypted;
    else parts.push(part);
  }
  if (detailText === plain || plain === '') return parts;
  return detailText === '' ? withText(parts, plain) : [{ text: plain }, ...parts.filter((part) => part.encrypted !== undefined)];
}

/** Streams give the text apart from what signs it. Which of several signatures it belongs to cannot be told. */
function withText(parts: ReasoningPart[], plain: string): ReasoningPart[] {
  const closing = parts.filter((part) => part.signature !== undefined || part.format === 'openai-responses-v1');
  const [only] = closing;
  if (only !== undefined && closing.length === 1) return parts.map((part) => (part === only ? { ...part, text: plain } : part));
  return [{ text: plain }, ...parts.filter((part) => part.encrypted !== undefined)];
}

/** OpenAI's encrypted thought comes after the summaries of it, under the same id. */
function isRestOf(part: ReasoningPart, last: ReasoningPart): boolean {
  if (part.encrypted === undefined || part.text !== '' || last.encrypted !== undefined || last.signature !== undefined) return false;
  return part.format === 'openai-responses-v1' && part.id !== undefined && part.id === last.id;
}

function plainReasoning(message: JsonObject): string {
  if (typeof message['reasoning_content'] === 'string' && message['reasoning_content'] !== '') return message['reasoning_content'];
  return typeof message['reasoning'] === 'string' ? message['reasoning'] : '';
}

function readDetail(detail: unknown): ReasoningPart | undefined {
  if (!isJsonObject(detail)) return undefined;
  const { summary, data, signature, id } = detail;
  const text = detail['text'] ?? summary;
  const part: ReasoningPart = { text: typeof text === 'string' ? text : '' };
  if (typeof data === 'string') part.encrypted = data;
  else if (typeof signature === 'string') part.signature = signature;
  else if (part.text === '') return undefined;
  const format = formatOf(detail['format']);
  if (format !== undefined) part.format = format;
  if (typeof id === 'string') part.id = id;
  if (typeof summary === 'string' && typeof detail['text'] !== 'string') part.isSummary = true;
  return part;
}

function formatOf(value: unknown): ReasoningFormat | undefined {
  return value === 'anthropic-claude-v1' || value === 'openai-responses-v1' || value === 'google-gemini-v1' ? value : undefined;
}
