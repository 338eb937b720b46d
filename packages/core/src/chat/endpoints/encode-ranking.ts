import { totalInputTokens } from '../../usage/usage.ts';
import type { ChatResponse } from '../response.ts';

/** Cohere's answer to a reranking call, the documents in it when the caller asked for them. */
export function encodeRanking(response: ChatResponse, extra: Record<string, unknown>): Record<string, unknown> {
  const documents = Array.isArray(extra['documents']) ? (extra['documents'] as unknown[]) : [];
  const results = (response.ranking ?? []).map(({ index, relevanceScore }) => ({
    index,
    relevance_score: relevanceScore,
    ...(extra['return_documents'] === true ? { document: asDocument(documents[index]) } : {}),
  }));
  const tokens = response.usage === null ? 0 : totalInputTokens(response.usage);
  return { id: response.id, model: response.model, results, meta: { tokens: { input_tokens: tokens } } };
}

function asDocument(document: unknown): unknown {
  return typeof document === 'string' ? { text: document } : document;
}
