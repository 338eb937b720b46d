import type { CallTarget, ChatApi, ProviderAdapter } from '../adapter.ts';
import { readError } from './error.ts';
import type { Flavour } from './parts.ts';
import { writeBody } from './request.ts';
import { readAnswer } from './response.ts';
import { createStreamDecoder } from './stream.ts';

/** Addresses that mean something to Google and nothing to anybody else. */
const OWN_FILES = /^https:\/\/(generativelanguage\.googleapis\.com|(www\.)?youtube\.com|youtu\.be)\//;
/** Models that take bytes and Google's own files only. */
const BEFORE_FETCHING = /gemini-(1|2\.0)/;

/** generateContent, wherever it is served. `toModelPath`: what goes before the verb. */
export function createGenerateContentApi(flavour: Flavour, toModelPath: (target: CallTarget) => string): ChatApi {
  return {
    dialect: 'gemini',
    passesThrough: false,
    path: (target, isStream) => `${toModelPath(target)}:${isStream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    framing: 'sse',
    takesFileAt: (url, { model }) => flavour === 'vertex' || OWN_FILES.test(url) || !BEFORE_FETCHING.test(model),
    buildBody: (request, { model }) => writeBody(request, model, flavour),
    readResponse: readAnswer,
    createStreamDecoder,
  };
}

/** Tuned models have a folder of their own; some clients name the folder of the others. */
function modelPath({ model }: { model: string }): string {
  const [folder, name] = /^(models|tunedModels)\/(.+)$/.exec(model)?.slice(1) ?? ['models', model];
  return `/v1beta/${folder}/${encodeURIComponent(name ?? '')}`;
}

/** AI Studio. The key goes in a header: a query string ends up in logs. */
export const geminiAdapter: ProviderAdapter = {
  id: 'gemini',
  name: 'Google Gemini',
  defaultBaseUrl: () => 'https://generativelanguage.googleapis.com',
  baseUrlForm: 'origin',
  isSecretOptional: false,
  settings: [],
  authentication: () => ({ scheme: 'header', headers: (secret) => ({ 'x-goog-api-key': secret }) }),
  probePath: () => '/v1beta/models?pageSize=1',
  chat: createGenerateContentApi('gemini', modelPath),
  readError,
};
