import type { ChatRequest, Message } from '../request.ts';
import { decodeMessage } from './decode-message.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from './decode-refusal.ts';
import { decodeFunctionChoice, decodeFunctions, decodeResponseFormat, decodeToolChoice, decodeTools } from './decode-tools.ts';
import { isJsonObject } from './is-json-object.ts';

export const MAX_MESSAGES = 2_000;

export type DecodedOpenAiRequest = { ok: true; request: ChatRequest } | { ok: false; message: string; param: string | null; code: string };

/**
 * Reads a chat completions body. Unknown fields are kept in `extra`, known ones must have their type, `null` counts as absent.
 * Plain checks instead of a schema: this runs once for every request.
 */
export function decodeOpenAiRequest(body: unknown): DecodedOpenAiRequest {
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
  const request: ChatRequest = { model, messages, stream: false, includeUsage: false, extra: {} };
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

function decodeField(request: ChatRequest, field: string, value: unknown): DecodeRefusal | undefined {
  switch (field) {
    case 'model':
    case 'messages':
      return undefined;
    case 'stream':
      if (typeof value !== 'boolean') return refuseType(field, 'a boolean', value);
      request.stream = value;
      return undefined;
    case 'stream_options':
      if (!isJsonObject(value)) return refuseType(field, 'an object', value);
      request.includeUsage = value['include_usage'] === true;
      return undefined;
    case 'max_tokens':
      if (!isCount(value)) return refuseCount(field, value);
      request.maxOutputTokens ??= value;
      return undefined;
    case 'max_completion_tokens':
      if (!isCount(value)) return refuseCount(field, value);
      request.maxOutputTokens = value;
      return undefined;
    case 'temperature':
      if (!isNumber(value)) return refuseType(field, 'a number', value);
      request.temperature = value;
      return undefined;
    case 'top_p':
      if (!isNumber(value)) return refuseType(field, 'a number', value);
      request.topP = value;
      return undefined;
    case 'top_k':
      if (!isNumber(value)) return refuseType(field, 'a number', value);
      request.topK = value;
      return undefined;
    case 'presence_penalty':
      if (!isNumber(value)) return refuseType(field, 'a number', value);
      request.presencePenalty = value;
      return undefined;
    case 'frequency_penalty':
      if (!isNumber(value)) return refuseType(field, 'a number', value);
      request.frequencyPenalty = value;
      return undefined;
    case 'seed':
      if (!isNumber(value)) return refuseType(field, 'an integer', value);
      request.seed = value;
      return undefined;
    case 'n':
      if (!isCount(value)) return refuseCount(field, value);
      if (value > 128) return refuseValue(field, 'at most 128');
      request.choices = value;
      return undefined;
    case 'logprobs':
      if (typeof value !== 'boolean') return refuseType(field, 'a boolean', value);
      request.logprobs = value;
      return undefined;
    case 'top_logprobs':
      if (!isNumber(value)) return refuseType(field, 'an integer', value);
      request.topLogprobs = value;
      return undefined;
    case 'user':
      if (typeof value !== 'string') return refuseType(field, 'a string', value);
      request.user = value;
      return undefined;
    case 'reasoning_effort':
      if (typeof value !== 'string') return refuseType(field, 'a string', value);
      request.reasoningEffort = value;
      return undefined;
    case 'parallel_tool_calls':
      if (typeof value !== 'boolean') return refuseType(field, 'a boolean', value);
      request.parallelToolCalls = value;
      return undefined;
    case 'stop':
      return decodeStop(request, value);
    case 'metadata':
      return decodeMetadata(request, value);
    case 'tools':
    case 'functions': {
      const tools = field === 'tools' ? decodeTools(value) : decodeFunctions(value);
      if (tools instanceof DecodeRefusal) return tools;
      if (field === 'functions') request.usesFunctions = true;
      if (tools.length > 0) request.tools = request.tools === undefined ? tools : request.tools.concat(tools);
      return undefined;
    }
    case 'tool_choice': {
      const choice = decodeToolChoice(value);
      if (choice instanceof DecodeRefusal) return choice;
      if (choice === null) request.extra[field] = value;
      else request.toolChoice = choice;
      return undefined;
    }
    case 'function_call': {
      const choice = decodeFunctionChoice(value);
      if (choice instanceof DecodeRefusal) return choice;
      request.toolChoice ??= choice;
      return undefined;
    }
    case 'response_format': {
      const format = decodeResponseFormat(value);
      if (format instanceof DecodeRefusal) return format;
      request.responseFormat = format;
      return undefined;
    }
    default:
      request.extra[field] = value;
      return undefined;
  }
}

function decodeStop(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (typeof value === 'string') {
    request.stop = [value];
    return undefined;
  }
  if (!Array.isArray(value)) return refuseType('stop', 'a string or an array of strings', value);
  for (let index = 0; index < value.length; index++) {
    if (typeof value[index] !== 'string') return refuseType(`stop[${index}]`, 'a string', value[index]);
  }
  if (value.length > 0) request.stop = value;
  return undefined;
}

function decodeMetadata(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!isJsonObject(value)) return refuseType('metadata', 'an object of strings', value);
  const metadata: Record<string, string> = {};
  for (const key in value) {
    const entry = value[key];
    if (typeof entry !== 'string') return refuseType(`metadata.${key.slice(0, 64)}`, 'a string', entry);
    if (key !== '__proto__') metadata[key] = entry;
  }
  request.metadata = metadata;
  return undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function refuseCount(field: string, value: unknown): DecodeRefusal {
  return typeof value === 'number' ? refuseValue(field, 'an integer of at least 1') : refuseType(field, 'an integer', value);
}
