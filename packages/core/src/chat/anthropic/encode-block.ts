import { wrapReasoning } from '../reasoning/carry-reasoning.ts';
import type { ReasoningPart } from '../request.ts';
import type { Citation, FinishReason } from '../response.ts';

export type Block = Record<string, unknown>;

/** What must come back with a thought. Another provider's value is wrapped, so that it finds its way home. */
export function thoughtToken(part: ReasoningPart): string {
  const isForeign = part.format !== undefined && part.format !== 'anthropic-claude-v1';
  return isForeign ? wrapReasoning(part, part.format as NonNullable<typeof part.format>) : (part.encrypted ?? part.signature ?? '');
}

/** A thought without a text to show is redacted; a signature alone is a thought that the model keeps to itself. */
export function isRedacted(part: ReasoningPart): boolean {
  return part.text === '' && part.encrypted !== undefined;
}

export function encodeThought(part: ReasoningPart): Block {
  if (isRedacted(part)) return { type: 'redacted_thinking', data: thoughtToken(part) };
  return { type: 'thinking', thinking: part.text, signature: thoughtToken(part) };
}

export function encodeCitation({ url, title, quote, startIndex, endIndex }: Citation): Block {
  const quoted = quote ?? '';
  if (url !== undefined) {
    return { type: 'web_search_result_location', url, title: title ?? null, cited_text: quoted, encrypted_index: '' };
  }
  return {
    type: 'char_location',
    cited_text: quoted,
    document_index: 0,
    document_title: title ?? null,
    start_char_index: startIndex ?? 0,
    end_char_index: endIndex ?? 0,
    file_id: null,
  };
}

/** Messages have no block of their own for an image that a model made; it looks like one that a caller sends. */
export function encodeImage(url: string): Block {
  const comma = url.indexOf(',');
  if (!url.startsWith('data:') || comma < 0) return { type: 'image', source: { type: 'url', url } };
  const mediaType = url.slice('data:'.length, comma).replace(';base64', '');
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data: url.slice(comma + 1) } };
}

/** Why a model would not answer; `null`: it did. */
export function stopDetails(reason: FinishReason, refusal: string | null): Block | null {
  if (reason !== 'content_filter') return null;
  return { type: 'refusal', category: null, explanation: refusal === '' ? null : refusal };
}
