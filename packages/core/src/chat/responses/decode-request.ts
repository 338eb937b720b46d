import type { DecodedRequest } from '../front-dialect.ts';
import { MAX_MESSAGES } from '../openai/decode-request.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { ChatRequest, Message } from '../request.ts';
import { decodeField } from './decode-field.ts';
import { decodeItem } from './decode-item.ts';

/**
 * Reads a Responses body. A `previous_response_id` must have been resolved into `input` before. Unknown fields are kept in `extra`, known
 * ones must have their type, `null` counts as absent.
 */
export function decodeResponsesRequest(body: unknown): DecodedRequest {
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
  const messages = decodeInput(body['input'], isJsonObject(body['prompt']));
  if (messages instanceof DecodeRefusal) return messages;
  const request: ChatRequest = { dialect: 'openai-responses', model, messages, stream: false, includeUsage: true, extra: {} };
  for (const field in body) {
    const value = body[field];
    // Assignment to `__proto__` would set a prototype instead of a field.
    if (value === null || value === undefined || field === '__proto__') continue;
    const refusal = decodeField(request, field, value);
    if (refusal !== undefined) return refusal;
  }
  return request;
}

function decodeInput(input: unknown, hasPrompt: boolean): Message[] | DecodeRefusal {
  if (typeof input === 'string') return [{ role: 'user', content: [{ type: 'text', text: input }] }];
  if (input === undefined || input === null) return hasPrompt ? [] : refuseMissing('input');
  if (!Array.isArray(input)) return refuseType('input', 'a string or an array of items', input);
  if (input.length === 0 && !hasPrompt) return refuseValue('input', 'a string or an array with at least one item');
  if (input.length > MAX_MESSAGES) {
    return new DecodeRefusal(`input has ${input.length} items; at most ${MAX_MESSAGES} are allowed.`, 'input', 'too_many_messages');
  }
  const decoded: Message[] = [];
  for (let index = 0; index < input.length; index++) {
    const refusal = decodeItem(input[index], `input[${index}]`, decoded);
    if (refusal !== undefined) return refusal;
  }
  return decoded;
}
