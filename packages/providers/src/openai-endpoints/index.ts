import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { EndpointDialect } from '@tollgate/core/chat/request';
import type { ChatResponse } from '@tollgate/core/chat/response';
import { emptyUsage, type Usage } from '@tollgate/core/usage/usage';
import { UnreadableAnswer, type ChatApi, type StreamDecoder } from '../adapter.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { createCompletionsApi } from './completions.ts';

type Endpoint = EndpointDialect | 'openai-completions';

/** Calls beside chat completions that servers of OpenAI's dialect may have, at their usual paths; bytes pass untouched. */
export function openAiEndpoints(names: readonly Endpoint[]): Partial<Record<Endpoint, ChatApi>> {
  return Object.fromEntries(names.map((name) => [name, APIS[name]]));
}

const APIS: Record<Endpoint, ChatApi> = {
  'openai-completions': createCompletionsApi('/completions'),
  'openai-embeddings': createEndpointApi('openai-embeddings', '/embeddings', 'data'),
  'openai-images': createEndpointApi('openai-images', '/images/generations', 'data'),
  'openai-moderations': createEndpointApi('openai-moderations', '/moderations', 'results'),
  'openai-speech': { ...createEndpointApi('openai-speech', '/audio/speech', null), isBinary: true },
  'cohere-rerank': createEndpointApi('cohere-rerank', '/rerank', 'results'),
};

/** @param holds the list that an answer must have. */
function createEndpointApi(dialect: EndpointDialect, path: string, holds: string | null): ChatApi {
  return {
    dialect,
    passesThrough: true,
    path: () => path,
    framing: 'sse',
    buildBody: ({ extra }, { model }) => ({ body: JSON.stringify({ ...extra, model }), warnings: [] }),
    readResponse(body): ChatResponse {
      if (!isJsonObject(body) || (holds !== null && !Array.isArray(body[holds])))
        throw new UnreadableAnswer((isJsonObject(body) && readErrorBody(body).message) || 'The answer has not the form of this endpoint.');
      const { id, model, created, ...extra } = body;
      return {
        id: typeof id === 'string' ? id : '',
        model: typeof model === 'string' ? model : '',
        createdAt: typeof created === 'number' ? created : null,
        choices: [],
        usage: readEndpointUsage(body, dialect),
        extra,
      };
    },
    createStreamDecoder: () => NO_STREAM,
  };
}

const NO_STREAM: StreamDecoder = { push: () => [], close: () => [] };

/** Images are counted where the provider counts no tokens. A moderation that reports nothing used nothing: it is free. */
function readEndpointUsage(body: JsonObject, dialect: EndpointDialect): Usage | null {
  const { usage, data, meta } = body;
  if (isJsonObject(usage) && typeof usage['input_tokens'] === 'number') {
    const output = typeof usage['output_tokens'] === 'number' ? usage['output_tokens'] : 0;
    return { ...emptyUsage(), input: usage['input_tokens'], output };
  }
  const read = readOpenAiUsage(usage);
  if (read !== null) return read;
  if (dialect === 'openai-images' && Array.isArray(data)) return { ...emptyUsage(), images: data.length };
  if (dialect === 'openai-moderations') return emptyUsage();
  const tokens = isJsonObject(meta) && isJsonObject(meta['tokens']) ? meta['tokens']['input_tokens'] : null;
  return typeof tokens === 'number' ? { ...emptyUsage(), input: tokens } : null;
}
