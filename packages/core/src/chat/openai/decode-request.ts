import type { DecodedRequest } from '../front-dialect.ts';
import type { ChatRequest, Message } from '../request.ts';
import { decodeField } from './decode-field.ts';
import { decodeMessage } from './decode-message.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from './decode-refusal.ts';
import { isJsonObject } from './is-json-object.ts';

export const MAX_MESSAGES = 2_000;

/**
 * Reads a chat completions body. Unknown fields are kept in `extra`, known ones must have their type, `null` counts as absent.
 * Plain checks instead of a schema: this runs once for every request.
 */
export function decodeOpenAiRequest(body: unknown): DecodedRequest {
  const request = decode(body);
  if (request instanceof DecodeRefusal) return { ok: false, message: request.message, param: request.param, code: request.code };
  return { ok: true, request };
}

function decode(body: unknown): ChatRequest | DecodeRefusal {
  if (!isJsonObject(body)) return new DecodeRefusal('The request body must be a JSON object.', null, 'invalid_request');
  const model = body['model'];
  if (model === undefined || model === null) return refuseMissing('model');
  if (typeof model !== 'string') return refuseType('model', 'a string', model);
  if (model === '') return refuseValue('model', 'a non-empty string');
  const messages = decodeMessages(body['messages'], body['prompt'] !== undefined && body['prompt'] !== null);
  if (messages instanceof DecodeRefusal) return messages;
  const request: ChatRequest = { dialect: 'openai-chat', model, messages, stream: false, includeUsage: false, extra: {} };
  for (const field in body) {
    const value = body[field];
    // Assignment to `__proto__` would set a prototype instead of a field.
    if (value === null || value === undefined || field === '__proto__') continue;
    const refusal = decodeField(request, field, value);
    if (refusal !== undefined) return refusal;
  }
  return request;
}

function decodeMessages(messages: unknown, hasPrompt: boolean): Message[] | DecodeRefusal {
  if (messages === undefined || messages === null) return hasPrompt ? [] : refuseMissing('messages');
  if (!Array.isArray(messages)) return refuseType('messages', 'an array', messages);
  if (messages.length === 0 && !hasPrompt) return refuseValue('messages', 'an array with at least one message');
  if (messages.length > MAX_MESSAGES) {
    const text = `messages has ${messages.length} entries; at most ${MAX_MESSAGES} are allowed.`;
    return new DecodeRefusal(text, 'messages', 'too_many_messages');
  }
  const decoded: Message[] = [];
  for (let index = 0; index < messages.length; index++) {
    const message = decodeMessage(messages[index], index, decoded);
    if (message instanceof DecodeRefusal) return message;
    decoded.push(message);
  }
  return decoded;
}
