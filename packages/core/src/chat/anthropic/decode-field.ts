import { DecodeRefusal, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isCount, isNumber, refuseCount } from '../openai/field-values.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { ChatRequest } from '../request.ts';
import { decodeContent } from './decode-content.ts';
import { decodeOutputConfig, decodeOutputFormat, decodeThinking } from './decode-output.ts';
import { decodeToolChoice, decodeTools } from './decode-tools.ts';

/** Puts one body field, which is not null, in its place on the request; an unknown one goes to `extra`. */
export function decodeField(request: ChatRequest, field: string, value: unknown): DecodeRefusal | undefined {
  switch (field) {
    case 'model':
    case 'messages':
      return undefined;
    case 'max_tokens':
      if (!isCount(value)) return refuseCount(field, value);
      request.maxOutputTokens = value;
      return undefined;
    case 'stream':
      if (typeof value !== 'boolean') return refuseType(field, 'a boolean', value);
      request.stream = value;
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
      if (!isNumber(value)) return refuseType(field, 'an integer', value);
      request.topK = value;
      return undefined;
    case 'system':
      return decodeSystem(request, value);
    case 'stop_sequences':
      return decodeStop(request, value);
    case 'metadata':
      return decodeMetadata(request, value);
    case 'tools': {
      const tools = decodeTools(value);
      if (tools instanceof DecodeRefusal) return tools;
      if (tools.length > 0) request.tools = tools;
      return undefined;
    }
    case 'tool_choice':
      return decodeToolChoice(request, value);
    case 'thinking':
      return decodeThinking(request, value);
    case 'output_config':
      return decodeOutputConfig(request, value);
    // The name that `output_config.format` had while it was in beta.
    case 'output_format':
      return decodeOutputFormat(request, value, field);
    default:
      request.extra[field] = value;
      return undefined;
  }
}

function decodeSystem(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  const content = decodeContent(value, 'system');
  if (content instanceof DecodeRefusal) return content;
  if (content.length > 0) request.messages.unshift({ role: 'system', content });
  return undefined;
}

function decodeStop(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!Array.isArray(value)) return refuseType('stop_sequences', 'an array of strings', value);
  for (let index = 0; index < value.length; index++) {
    if (typeof value[index] !== 'string') return refuseType(`stop_sequences[${index}]`, 'a string', value[index]);
  }
  if (value.length > 0) request.stop = value;
  return undefined;
}

function decodeMetadata(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!isJsonObject(value)) return refuseType('metadata', 'an object', value);
  const { user_id: user, ...rest } = value;
  if (typeof user === 'string') request.user = user;
  else if (user !== undefined && user !== null) return refuseType('metadata.user_id', 'a string', user);
  if (Object.keys(rest).length === 0) return undefined;
  if (Object.values(rest).some((entry) => typeof entry !== 'string')) return refuseValue('metadata', 'an object of strings');
  request.extra['metadata'] = rest;
  return undefined;
}
