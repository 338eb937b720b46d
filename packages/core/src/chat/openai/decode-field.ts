import type { ChatRequest } from '../request.ts';
import { DecodeRefusal, refuseType, refuseValue } from './decode-refusal.ts';
import { decodeFunctionChoice, decodeFunctions, decodeResponseFormat, decodeToolChoice, decodeTools } from './decode-tools.ts';
import { isCount, isNumber, readMetadata, refuseCount } from './field-values.ts';
import { isJsonObject } from './is-json-object.ts';

/** Puts one body field, which is not null, in its place on the request; an unknown one goes to `extra`. */
export function decodeField(request: ChatRequest, field: string, value: unknown): DecodeRefusal | undefined {
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
      request.reasoning = { effort: value };
      return undefined;
    case 'parallel_tool_calls':
      if (typeof value !== 'boolean') return refuseType(field, 'a boolean', value);
      request.parallelToolCalls = value;
      return undefined;
    case 'stop':
      return decodeStop(request, value);
    case 'metadata': {
      const metadata = readMetadata(value);
      if (metadata instanceof DecodeRefusal) return metadata;
      request.metadata = metadata;
      return undefined;
    }
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
