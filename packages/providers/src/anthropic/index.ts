import type { ChatApi, ProviderAdapter } from '../adapter.ts';
import { readError } from './error.ts';
import { buildBody } from './request.ts';
import { readMessage } from './response.ts';
import { createMessagesStreamDecoder } from './stream.ts';

/** The Messages API, wherever it is served. */
export const messagesApi: ChatApi = {
  dialect: 'anthropic-messages',
  passesThrough: true,
  path: () => '/v1/messages',
  headers: { 'anthropic-version': '2023-06-01' },
  framing: 'sse',
  buildBody(request, { model }) {
    const { body, warnings } = buildBody(request, model);
    return { body: JSON.stringify(body), warnings };
  },
  readResponse: readMessage,
  createStreamDecoder: createMessagesStreamDecoder,
};

export const anthropicAdapter: ProviderAdapter = {
  id: 'anthropic',
  name: 'Anthropic',
  defaultBaseUrl: () => 'https://api.anthropic.com',
  baseUrlForm: 'origin',
  isSecretOptional: false,
  settings: [],
  authentication: () => ({ scheme: 'header', headers: (secret) => ({ 'x-api-key': secret }) }),
  probePath: () => '/v1/models',
  chat: messagesApi,
  readError,
};
