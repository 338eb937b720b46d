import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatRequest } from '@tollgate/core/chat/request';
import type { ChatResponse } from '@tollgate/core/chat/response';
import { emptyUsage, type Usage } from '@tollgate/core/usage/usage';
import { UnreadableAnswer, type ChatApi, type StreamDecoder, type UpstreamBody } from '../adapter.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';

const NO_STREAM: StreamDecoder = { push: () => [], close: () => [] };

/** OpenAI's fields that mean the same here or are the gateway's own business. */
const KNOWN = new Set(['input', 'dimensions', 'encoding_format', 'user', 'input_type', 'truncate']);

/** Texts as vectors. The API wants to know what they are for: documents to be found, unless the caller says `input_type`. */
export const embedApi: ChatApi = {
  dialect: 'cohere-v2',
  passesThrough: false,
  path: () => '/v2/embed',
  framing: 'sse',
  buildBody: ({ extra }: ChatRequest, { model }): UpstreamBody => {
    const { input, dimensions, input_type: inputType = 'search_document', truncate } = extra;
    const body: Record<string, unknown> = {
      model,
      texts: typeof input === 'string' ? [input] : input,
      input_type: inputType,
      embedding_types: ['float'],
    };
    if (dimensions !== undefined) body['output_dimension'] = dimensions;
    if (truncate !== undefined) body['truncate'] = truncate;
    return { body: JSON.stringify(body), warnings: Object.keys(extra).filter((field) => !KNOWN.has(field)) };
  },
  readResponse(body): ChatResponse {
    const embeddings = isJsonObject(body) && isJsonObject(body['embeddings']) ? body['embeddings']['float'] : null;
    if (!isJsonObject(body) || !isVectors(embeddings)) throw unreadable(body);
    return { ...identity(body), embeddings, usage: readBilled(body) };
  },
  createStreamDecoder: () => NO_STREAM,
};

/** Documents by their relevance, in the very form in which callers ask for it. */
export const rerankApi: ChatApi = {
  dialect: 'cohere-rerank',
  passesThrough: true,
  path: () => '/v2/rerank',
  framing: 'sse',
  buildBody: ({ extra }, { model }) => ({ body: JSON.stringify({ ...extra, model }), warnings: [] }),
  readResponse(body): ChatResponse {
    if (!isJsonObject(body) || !Array.isArray(body['results'])) throw unreadable(body);
    const ranking: { index: number; relevanceScore: number }[] = [];
    for (const result of body['results']) {
      if (!isJsonObject(result) || typeof result['index'] !== 'number' || typeof result['relevance_score'] !== 'number') continue;
      ranking.push({ index: result['index'], relevanceScore: result['relevance_score'] });
    }
    return { ...identity(body), ranking, usage: readBilled(body) };
  },
  createStreamDecoder: () => NO_STREAM,
};

function identity(body: Record<string, unknown>): Omit<ChatResponse, 'usage'> {
  return { id: typeof body['id'] === 'string' ? body['id'] : '', model: '', createdAt: null, choices: [] };
}

/** A search is paid by the call: no tokens are. */
function readBilled(body: Record<string, unknown>): Usage | null {
  const units = isJsonObject(body['meta']) ? body['meta']['billed_units'] : undefined;
  if (!isJsonObject(units)) return null;
  const tokens = units['input_tokens'];
  return { ...emptyUsage(), input: typeof tokens === 'number' && tokens > 0 ? Math.floor(tokens) : 0 };
}

function isVectors(value: unknown): value is number[][] {
  return Array.isArray(value) && value.every((vector) => Array.isArray(vector) && vector.every((number) => typeof number === 'number'));
}

function unreadable(body: unknown): UnreadableAnswer {
  return new UnreadableAnswer(readErrorBody(body).message || 'The answer has not the form of this endpoint.');
}
