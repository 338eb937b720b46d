import type { ReasoningFormat, ReasoningPart, ToolCall } from '../request.ts';

const FORMATS: readonly ReasoningFormat[] = ['anthropic-claude-v1', 'openai-responses-v1', 'google-gemini-v1'];

/**
 * What a provider wants back of a thought, as one opaque text for a dialect that has no field for whose it is:
 * `<format>:<s or e>:<id>:<signature or encrypted block>`. Providers' own values are base64 and never begin so.
 */
export function wrapReasoning(part: ReasoningPart, format: ReasoningFormat): string {
  const kind = part.encrypted === undefined ? 's' : 'e';
  return `${format}:${kind}:${encodeURIComponent(part.id ?? '')}:${part.encrypted ?? part.signature ?? ''}`;
}

/** Reads what {@link wrapReasoning} wrote; `null`: it is a provider's own value. */
export function unwrapReasoning(text: string): Omit<ReasoningPart, 'text'> | null {
  const format = FORMATS.find((name) => text.startsWith(`${name}:`));
  if (format === undefined) return null;
  const rest = text.slice(format.length + 1);
  const kind = rest.slice(0, 2);
  const end = rest.indexOf(':', 2);
  if ((kind !== 's:' && kind !== 'e:') || end < 0) return null;
  const part: Omit<ReasoningPart, 'text'> = { format };
  const id = decode(rest.slice(2, end));
  const value = rest.slice(end + 1);
  if (id !== '') part.id = id;
  if (value !== '' && kind === 's:') part.signature = value;
  if (value !== '' && kind === 'e:') part.encrypted = value;
  return part;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Signatures of the calls themselves (Gemini's) as thoughts, in which form every dialect carries them back. The id is the call's, as
 * OpenRouter does it.
 */
export function thoughtOfCall(call: { id: string; signature?: string }): ReasoningPart | null {
  return call.signature === undefined ? null : { text: '', encrypted: call.signature, format: 'google-gemini-v1', id: call.id };
}

/** The reverse of {@link thoughtOfCall}: gives each call its signature and returns the thoughts that are none. */
export function returnSignatures(reasoning: readonly ReasoningPart[], calls: readonly ToolCall[]): ReasoningPart[] {
  return reasoning.filter((part) => {
    if (part.format !== 'google-gemini-v1' || part.encrypted === undefined || part.id === undefined) return true;
    const call = calls.find(({ id }) => id === part.id);
    if (call === undefined) return true;
    call.signature = part.encrypted;
    return false;
  });
}
