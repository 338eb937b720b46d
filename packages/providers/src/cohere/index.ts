import type { ChatApi, ProviderAdapter } from '../adapter.ts';
import { BEARER } from '../openai-compatible/index.ts';
import { embedApi, rerankApi } from './endpoints.ts';
import { readError } from './error.ts';
import { buildBody } from './request.ts';
import { readChat } from './response.ts';
import { createChatStreamDecoder } from './stream.ts';

const chatApi: ChatApi = {
  dialect: 'cohere-v2',
  passesThrough: false,
  path: () => '/v2/chat',
  framing: 'sse',
  buildBody(request, { model }) {
    const { body, warnings } = buildBody(request, model);
    return { body: JSON.stringify(body), warnings };
  },
  readResponse: readChat,
  createStreamDecoder: createChatStreamDecoder,
};

export const cohereAdapter: ProviderAdapter = {
  id: 'cohere',
  name: 'Cohere',
  defaultBaseUrl: () => 'https://api.cohere.com',
  baseUrlForm: 'origin',
  isSecretOptional: false,
  settings: [],
  authentication: () => BEARER,
  probePath: () => '/v1/models',
  chat: chatApi,
  endpoints: { 'openai-embeddings': embedApi, 'cohere-rerank': rerankApi },
  readError,
};
