import type { Authentication, CallTarget, ChatApi, ProviderAdapter } from '../adapter.ts';
import { BEARER, createChatCompletionsApi } from '../openai-compatible/index.ts';
import { readError } from '../openai-compatible/error.ts';
import { DEFAULT_QUIRKS } from '../openai-compatible/quirks.ts';
import { openAiEndpoints } from '../openai-endpoints/index.ts';
import { createResponsesApi } from '../openai-responses/index.ts';
import { azurePath } from './path.ts';

const CHAT_PATH = '/chat/completions';

/** An Entra token is a JWT; a key is not. */
const TOKEN = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

const KEY_OR_TOKEN: Authentication = {
  scheme: 'header',
  headers: (secret) => (TOKEN.test(secret) && BEARER.scheme === 'header' ? BEARER.headers(secret) : { 'api-key': secret }),
};

function atAzure(api: ChatApi): ChatApi {
  return { ...api, path: (target, isStream) => azurePath(target, api.path(target, isStream)) };
}

/** Azure OpenAI and Foundry: OpenAI's dialect, where a deployment stands for the model. */
export const azureAdapter: ProviderAdapter = {
  id: 'azure',
  name: 'Azure OpenAI',
  defaultBaseUrl: () => null,
  baseUrlForm: 'origin',
  rootPath: '/openai',
  isSecretOptional: false,
  settings: [{ name: 'api_version', title: 'API version (none for v1)', isRequired: false, example: '2024-10-21' }],
  authentication: () => KEY_OR_TOKEN,
  probePath: (settings) => azurePath({ model: '', settings }, '/models', false),
  chat: createChatCompletionsApi({
    passesThrough: true,
    // Reasoning models refuse `max_tokens`; what is left of the others takes the newer name too.
    quirks: {
      ...DEFAULT_QUIRKS,
      maxTokensField: 'max_completion_tokens',
      hasDeveloperRole: true,
      reasoningField: null,
      unsupported: ['top_k'],
    },
    path: (target: CallTarget) => azurePath(target, CHAT_PATH),
  }),
  // Responses belong to the resource: the deployment is the body's model with every version.
  responses: createResponsesApi({ path: (target) => azurePath(target, '/responses', false) }),
  endpoints: Object.fromEntries(
    Object.entries(openAiEndpoints(['openai-completions', 'openai-embeddings', 'openai-images', 'openai-speech'])).map(([name, api]) => [
      name,
      atAzure(api),
    ]),
  ),
  readError,
};
