import { totalInputTokens } from '../../usage/usage.ts';
import type { ChatResponse } from '../response.ts';
import { floatsToBase64 } from './floats-to-base64.ts';

/** OpenAI's list of vectors: numbers, or base64 of little-endian 32-bit floats when the caller asked for it, as its SDKs do by themselves. */
export function encodeEmbeddings(response: ChatResponse, extra: Record<string, unknown>): Record<string, unknown> {
  const isBase64 = extra['encoding_format'] === 'base64';
  const data = (response.embeddings ?? []).map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: isBase64 ? floatsToBase64(vector) : vector,
  }));
  const tokens = response.usage === null ? 0 : totalInputTokens(response.usage);
  return { object: 'list', data, model: response.model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}
