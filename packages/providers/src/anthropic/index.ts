import type { ProviderAdapter } from '../adapter.ts';
import { readError } from './error.ts';
import { buildBody } from './request.ts';
import { readMessage } from './response.ts';
import { createMessagesStreamDecoder } from './stream.ts';

const MESSAGES_PATH = '/messages';

/** Anthropic's Messages API. The base URL ends in `/v1`. */
export const anthropicAdapter: ProviderAdapter = {
  id: 'anthropic',
  name: 'Anthropic',
  dialect: 'anthropic-messages',
  passesThrough: true,
  defaultBaseUrl: 'https://api.anthropic.com/v1',
  isSecretOptional: false,
  authHeaders,
  probePath: '/models',
  chatPath: MESSAGES_PATH,
  buildRequest(request, model, secret) {
    const { body, warnings } = buildBody(request, model);
    const headers = authHeaders(secret);
    headers['content-type'] = 'application/json';
    return { path: MESSAGES_PATH, headers, body: JSON.stringify(body), warnings };
  },
  readResponse: readMessage,
  createStreamDecoder: createMessagesStreamDecoder,
  readError,
};

function authHeaders(secret: string): Record<string, string> {
  return { 'x-api-key': secret, 'anthropic-version': '2023-06-01' };
}
