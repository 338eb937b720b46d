import type { DecodedRequest, FrontDialect } from '../front-dialect.ts';
import { encodeOpenAiError } from '../openai/encode-error.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { EndpointDialect } from '../request.ts';
import type { ChatResponse } from '../response.ts';
import { encodeEmbeddings } from './encode-embeddings.ts';
import { encodeRanking } from './encode-ranking.ts';

/**
 * An endpoint whose body is one object with a model. The gateway reads the model and what the call cannot do without; everything else is
 * the provider's to judge and stays in `extra`, the required fields among it.
 */
function createEndpoint(
  dialect: EndpointDialect,
  required: readonly string[],
  encode: (response: ChatResponse, extra: Record<string, unknown>) => Record<string, unknown>,
): FrontDialect {
  return {
    dialect,
    decodeRequest: (body) => decodeEndpointRequest(dialect, required, body),
    encodeResponse: (response, { request }) => encode(response, request.extra),
    // None of these calls streams: a body that asks for it is refused when it is read.
    createStreamEncoder: () => ({
      encode: () => '',
      end: () => '',
      fail: (error) => `data: ${JSON.stringify(encodeOpenAiError(error))}\n\n`,
    }),
    encodeError: encodeOpenAiError,
  };
}

function decodeEndpointRequest(dialect: EndpointDialect, required: readonly string[], body: unknown): DecodedRequest {
  const refuse = (message: string, param: string | null): DecodedRequest => ({ ok: false, message, param, code: 'invalid_request' });
  if (!isJsonObject(body)) return refuse('The request body must be a JSON object.', null);
  const { model, stream, user } = body;
  if (typeof model !== 'string' || model === '') return refuse('model must be a non-empty string.', 'model');
  for (const field of required) if (body[field] === undefined || body[field] === null) return refuse(`${field} is missing.`, field);
  if (stream === true) return refuse('This endpoint does not stream; leave out stream.', 'stream');
  const extra: Record<string, unknown> = {};
  for (const field in body) if (field !== 'model' && field !== '__proto__') extra[field] = body[field];
  return {
    ok: true,
    request: {
      dialect,
      model,
      messages: [],
      stream: false,
      includeUsage: false,
      // Nothing is written, so nothing is reserved for it.
      maxOutputTokens: 0,
      ...(typeof user === 'string' ? { user } : {}),
      extra,
    },
  };
}

/** Providers that have these speak them as the caller does. */
const untranslated = (response: ChatResponse): Record<string, unknown> => ({ ...response.extra });

/** `POST /v1/embeddings` */
export const openAiEmbeddings = createEndpoint('openai-embeddings', ['input'], encodeEmbeddings);
/** `POST /v1/rerank` */
export const cohereRerank = createEndpoint('cohere-rerank', ['query', 'documents'], encodeRanking);
/** `POST /v1/images/generations` */
export const openAiImages = createEndpoint('openai-images', ['prompt'], untranslated);
/** `POST /v1/moderations` */
export const openAiModerations = createEndpoint('openai-moderations', ['input'], untranslated);
/** `POST /v1/audio/speech` */
export const openAiSpeech = createEndpoint('openai-speech', ['input', 'voice'], untranslated);
