import type { DecodedRequest } from '../front-dialect.ts';
import { MAX_MESSAGES } from '../openai/decode-request.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { ChatRequest, Message } from '../request.ts';
import { decodeField } from './decode-field.ts';
import { decodeMessage } from './decode-message.ts';

/** Reads a Messages body. Unknown fields are kept in `extra`, known ones must have their type, `null` counts as absent. */
export function decodeMessagesRequest(body: unknown): DecodedRequest {
  const request = decode(body);
  if (request instanceof DecodeRefusal) return { ok: false, message: request.message, param: request.param, code: request.code };
  return { ok: true, request };
}

function decode(body: unknown): ChatRequest | DecodeRefusal {
  if (!isJsonObject(body)) return new DecodeRefusal('The request body must be a JSON object.', null, 'invalid_request');
  const { model } = body;
  if (model === undefined || model === null) return refuseMissing('model');
  if (typeof model !== 'string') return refuseType('model', 'a string', model);
  if (model === '') return refuseValue('model', 'a non-empty string');
  if (body['max_tokens'] === undefined || body['max_tokens'] === null) return refuseMissing('max_tokens');
  const messages = decodeMessages(body['messages']);
  if (messages instanceof DecodeRefusal) return messages;
  const request: ChatRequest = { dialect: 'anthropic-messages', model, messages, stream: false, includeUsage: true, extra: {} };
  for (const field in body) {
    const value = body[field];
    // Assignment to `__proto__` would set a prototype instead of a field.
    if (value === null || value === undefined || field === '__proto__') continue;
    const refusal = decodeField(request, field, value);
    if (refusal !== undefined) return refusal;
  }
  return request;
}

function decodeMessages(messages: unknown): Message[] | DecodeRefusal {
  if (messages === undefined || messages === null) return refuseMissing('messages');
  if (!Array.isArray(messages)) return refuseType('messages', 'an array', messages);
  if (messages.length === 0) return refuseValue('messages', 'an array with at least one message');
  if (messages.length > MAX_MESSAGES) {
    const text = `messages has ${messages.length} entries; at most ${MAX_MESSAGES} are allowed.`;
    return new DecodeRefusal(text, 'messages', 'too_many_messages');
  }
  const decoded: Message[] = [];
  for (let index = 0; index < messages.length; index++) {
    const refusal = decodeMessage(messages[index], `messages[${index}]`, decoded);
    if (refusal !== undefined) return refusal;
  }
  return decoded;
}
