import type { Authentication, ChatApi, CredentialSettings, ProviderAdapter, SettingSpec } from '../adapter.ts';
import { openAiEndpoints } from '../openai-endpoints/index.ts';
import { createResponsesApi } from '../openai-responses/index.ts';
import { readError } from './error.ts';
import { DEFAULT_QUIRKS, type OpenAiQuirks } from './quirks.ts';
import { buildBody } from './request.ts';
import { readChatCompletion } from './response.ts';
import { createChatStreamDecoder } from './stream.ts';

export type OpenAiCompatibleOptions = {
  id: string;
  name: string;
  /** Ends before `/chat/completions`; `{name}` stands for a setting. `null`: a credential must give one. */
  defaultBaseUrl: string | null;
  settings?: readonly SettingSpec[];
  isSecretOptional: boolean;
  /** A cheap authenticated GET; `/models` by default, `null` when there is none. */
  probePath?: string | null;
  /** `true` unless said otherwise. */
  passesThrough?: boolean;
  quirks?: Partial<OpenAiQuirks>;
  /** Whether it has the older `/completions`; elsewhere a prompt becomes a user's message. */
  hasCompletions?: boolean;
  /** Whether it has the Responses API too. */
  hasResponses?: boolean;
};

/** A server that lacks one of these says so itself. */
const OTHER_ENDPOINTS = ['openai-embeddings', 'openai-images', 'openai-moderations', 'openai-speech', 'cohere-rerank'] as const;

const CHAT_PATH = '/chat/completions';

/** Everybody of this dialect takes the secret as a bearer token. */
export const BEARER: Authentication = {
  scheme: 'header',
  headers: (secret): Record<string, string> => (secret === '' ? {} : { authorization: `Bearer ${secret}` }),
};

/** The chat completions API of any server that speaks OpenAI's dialect. */
export function createChatCompletionsApi(options: {
  passesThrough: boolean;
  quirks: OpenAiQuirks;
  /** `/chat/completions` unless said otherwise. */
  path?: ChatApi['path'];
}): ChatApi {
  return {
    dialect: 'openai-chat',
    passesThrough: options.passesThrough,
    path: options.path ?? (() => CHAT_PATH),
    framing: 'sse',
    buildBody(request, { model }) {
      const { body, warnings } = buildBody(request, model, options.quirks);
      return { body: JSON.stringify(body), warnings };
    },
    readResponse: readChatCompletion,
    createStreamDecoder: createChatStreamDecoder,
  };
}

/** An adapter for any server that speaks OpenAI's chat dialect. */
export function createOpenAiCompatibleAdapter(options: OpenAiCompatibleOptions): ProviderAdapter {
  return {
    id: options.id,
    name: options.name,
    defaultBaseUrl: (settings) => fillIn(options.defaultBaseUrl, settings),
    baseUrlForm: 'version',
    isSecretOptional: options.isSecretOptional,
    settings: options.settings ?? [],
    authentication: () => BEARER,
    probePath: () => (options.probePath === undefined ? '/models' : options.probePath),
    chat: createChatCompletionsApi({ passesThrough: options.passesThrough ?? true, quirks: { ...DEFAULT_QUIRKS, ...options.quirks } }),
    ...(options.hasResponses === true ? { responses: createResponsesApi() } : {}),
    endpoints: openAiEndpoints(options.hasCompletions === true ? ['openai-completions', ...OTHER_ENDPOINTS] : OTHER_ENDPOINTS),
    readError,
  };
}

/** `null` when a setting is missing that the URL needs. */
function fillIn(url: string | null, settings: CredentialSettings): string | null {
  if (url === null || !url.includes('{')) return url;
  let isWhole = true;
  const filled = url.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = settings[name] ?? '';
    isWhole &&= value !== '';
    return encodeURIComponent(value);
  });
  return isWhole ? filled : null;
}
