import type { ProviderAdapter } from '../adapter.ts';
import { readError } from './error.ts';
import { DEFAULT_QUIRKS, type OpenAiQuirks } from './quirks.ts';
import { buildBody } from './request.ts';
import { readChatCompletion } from './response.ts';
import { createChatStreamDecoder } from './stream.ts';

export type OpenAiCompatibleOptions = {
  id: string;
  name: string;
  /** Ends before `/chat/completions`; `null`: a credential must give one. */
  defaultBaseUrl: string | null;
  isSecretOptional: boolean;
  /** A cheap authenticated GET; `/models` by default. */
  probePath?: string;
  /** `true` unless said otherwise. */
  passesThrough?: boolean;
  quirks?: Partial<OpenAiQuirks>;
};

const CHAT_PATH = '/chat/completions';

/** An adapter for any server that speaks OpenAI's chat dialect. */
export function createOpenAiCompatibleAdapter(options: OpenAiCompatibleOptions): ProviderAdapter {
  const quirks: OpenAiQuirks = { ...DEFAULT_QUIRKS, ...options.quirks };
  return {
    id: options.id,
    name: options.name,
    dialect: 'openai-chat',
    passesThrough: options.passesThrough ?? true,
    defaultBaseUrl: options.defaultBaseUrl,
    isSecretOptional: options.isSecretOptional,
    authHeaders,
    probePath: options.probePath ?? '/models',
    chatPath: CHAT_PATH,
    buildRequest(request, model, secret) {
      const { body, warnings } = buildBody(request, model, quirks);
      const headers = authHeaders(secret);
      headers['content-type'] = 'application/json';
      return { path: CHAT_PATH, headers, body: JSON.stringify(body), warnings };
    },
    readResponse: readChatCompletion,
    createStreamDecoder: createChatStreamDecoder,
    readError,
  };
}

function authHeaders(secret: string): Record<string, string> {
  return secret === '' ? {} : { authorization: `Bearer ${secret}` };
}
