import { thoughtOfCall } from '../reasoning/carry-reasoning.ts';
import type { ReasoningPart, ToolCall } from '../request.ts';

type Detail = Record<string, unknown>;

/**
 * `reasoning_details`: the form in which a client can hand signed and encrypted reasoning back, and signatures of calls with it. `null`
 * when no part carries anything beyond its text.
 */
export function reasoningDetails(parts: readonly ReasoningPart[], calls: readonly ToolCall[] = []): Detail[] | null {
  const signed = calls.map(thoughtOfCall).filter((part) => part !== null);
  if (signed.length === 0 && !parts.some((part) => part.signature !== undefined || part.encrypted !== undefined)) return null;
  const details = [...parts, ...signed].flatMap(detailsOf);
  for (let index = 0; index < details.length; index++) details[index] = { ...details[index], index };
  return details;
}

/** Entries of one part: an encrypted thought with a text that may be shown has two, of one id. */
export function detailsOf({ text, signature, encrypted, format, id, isSummary }: ReasoningPart): Detail[] {
  const owner: Detail = {};
  if (id !== undefined) owner['id'] = id;
  if (format !== undefined) owner['format'] = format;
  const details: Detail[] = [];
  if (signature !== undefined) details.push({ type: 'reasoning.text', text, signature, ...owner });
  else if (text !== '' || encrypted === undefined) {
    details.push(isSummary === true ? { type: 'reasoning.summary', summary: text, ...owner } : { type: 'reasoning.text', text, ...owner });
  }
  if (encrypted !== undefined) details.push({ type: 'reasoning.encrypted', data: encrypted, ...owner });
  return details;
}

export function reasoningText(parts: readonly ReasoningPart[]): string {
  let text = '';
  for (const part of parts) text += part.text;
  return text;
}
