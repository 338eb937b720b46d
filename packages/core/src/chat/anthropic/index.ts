import type { FrontDialect } from '../front-dialect.ts';
import { decodeMessagesRequest } from './decode-request.ts';
import { encodeMessagesError } from './encode-error.ts';
import { encodeMessage } from './encode-response.ts';
import { createMessagesStreamEncoder } from './encode-stream.ts';

/** `POST /v1/messages`. */
export const anthropicMessages: FrontDialect = {
  dialect: 'anthropic-messages',
  decodeRequest: decodeMessagesRequest,
  encodeResponse: encodeMessage,
  createStreamEncoder: createMessagesStreamEncoder,
  encodeError: encodeMessagesError,
};
