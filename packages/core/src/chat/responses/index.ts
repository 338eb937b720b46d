import type { FrontDialect } from '../front-dialect.ts';
import { encodeOpenAiError } from '../openai/encode-error.ts';
import { decodeResponsesRequest } from './decode-request.ts';
import { encodeResponse } from './encode-response.ts';
import { createResponsesStreamEncoder } from './encode-stream.ts';

/** `POST /v1/responses`. */
export const openAiResponses: FrontDialect = {
  dialect: 'openai-responses',
  decodeRequest: decodeResponsesRequest,
  encodeResponse,
  createStreamEncoder: createResponsesStreamEncoder,
  encodeError: encodeOpenAiError,
};
