import type { FrontDialect } from '../front-dialect.ts';
import { decodeOpenAiRequest } from './decode-request.ts';
import { encodeOpenAiError } from './encode-error.ts';
import { encodeOpenAiResponse } from './encode-response.ts';
import { createOpenAiStreamEncoder } from './encode-stream.ts';

/** `POST /v1/chat/completions`. */
export const openAiChat: FrontDialect = {
  dialect: 'openai-chat',
  decodeRequest: decodeOpenAiRequest,
  encodeResponse: encodeOpenAiResponse,
  createStreamEncoder: createOpenAiStreamEncoder,
  encodeError: encodeOpenAiError,
};
