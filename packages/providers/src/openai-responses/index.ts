import type { ChatApi } from '../adapter.ts';
import { buildBody } from './request.ts';
import { readResponse } from './response.ts';
import { createResponsesStreamDecoder } from './stream.ts';

/** The Responses API, wherever it is served. */
export function createResponsesApi(options: { path?: ChatApi['path'] } = {}): ChatApi {
  return {
    dialect: 'openai-responses',
    passesThrough: true,
    path: options.path ?? (() => '/responses'),
    framing: 'sse',
    buildBody(request, { model }) {
      const { body, warnings } = buildBody(request, model);
      return { body: JSON.stringify(body), warnings };
    },
    readResponse,
    createStreamDecoder: createResponsesStreamDecoder,
  };
}
