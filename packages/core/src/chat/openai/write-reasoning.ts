import type { ReasoningPart } from '../request.ts';

/** `null` when no part carries anything beyond its text. */
export function reasoningDetails(parts: readonly ReasoningPart[]): Record<string, unknown>[] | null {
  if (!parts.some((part) => part.signature !== undefined || part.encrypted !== undefined)) return null;
  return parts.map(reasoningDetail);
}

/** One entry of `reasoning_details`: the form in which a client can hand signed and encrypted reasoning back. */
function reasoningDetail(part: ReasoningPart, index: number): Record<string, unknown> {
  if (part.encrypted !== undefined) return { type: 'reasoning.encrypted', data: part.encrypted, index };
  if (part.signature === undefined) return { type: 'reasoning.text', text: part.text, index };
  return { type: 'reasoning.text', text: part.text, signature: part.signature, index };
}

export function reasoningText(parts: readonly ReasoningPart[]): string {
  let text = '';
  for (const part of parts) text += part.text;
  return text;
}
