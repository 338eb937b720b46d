import { DecodeRefusal, refuseType } from '../openai/decode-refusal.ts';
import { isCount, isNumber, readMetadata, refuseCount } from '../openai/field-values.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { ChatRequest } from '../request.ts';
import { decodeText } from './decode-text.ts';
import { decodeToolChoice, decodeTools } from './decode-tools.ts';

/** Puts one body field, which is not null, in its place on the request; an unknown one goes to `extra`. */
export function decodeField(request: ChatRequest, field: string, value: unknown): DecodeRefusal | undefined {
  switch (field) {
    case 'model':
    case 'input':
      return undefined;
    case 'instructions':
      if (typeof value !== 'string') return refuseType(field, 'a string', value);
      if (value !== '') request.messages.unshift({ role: 'system', content: [{ type: 'text', text: value }], isInstructions: true });
      return undefined;
    case 'stream':
      if (typeof value !== 'boolean') return refuseType(field, 'a boolean', value);
      request.stream = value;
      return undefined;
    // Padding against eavesdroppers, which this gateway never adds.
    case 'stream_options':
      return isJsonObject(value) ? undefined : refuseType(field, 'an object', value);
    case 'max_output_tokens':
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
    case 'top_logprobs':
      if (!isNumber(value)) return refuseType(field, 'an integer', value);
      request.topLogprobs = value;
      return undefined;
    case 'parallel_tool_calls':
      if (typeof value !== 'boolean') return refuseType(field, 'a boolean', value);
      request.parallelToolCalls = value;
      return undefined;
    case 'user':
      if (typeof value !== 'string') return refuseType(field, 'a string', value);
      request.user = value;
      return undefined;
    case 'metadata': {
      const metadata = readMetadata(value);
      if (metadata instanceof DecodeRefusal) return metadata;
      request.metadata = metadata;
      return undefined;
    }
    case 'tools': {
      const tools = decodeTools(value);
      if (tools instanceof DecodeRefusal) return tools;
      if (tools.length > 0) request.tools = tools;
      return undefined;
    }
    case 'tool_choice': {
      const choice = decodeToolChoice(value);
      if (choice instanceof DecodeRefusal) return choice;
      if (choice === null) request.extra[field] = value;
      else request.toolChoice = choice;
      return undefined;
    }
    case 'text':
      return decodeText(request, value);
    case 'reasoning':
      return decodeReasoning(request, value);
    case 'include':
      return decodeInclude(request, value);
    case 'truncation':
      if (value !== 'disabled') request.extra[field] = value;
      return undefined;
    default:
      request.extra[field] = value;
      return undefined;
  }
}

function decodeReasoning(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!isJsonObject(value)) return refuseType('reasoning', 'an object', value);
  const { effort, summary = value['generate_summary'] } = value;
  if (effort !== undefined && effort !== null && typeof effort !== 'string') return refuseType('reasoning.effort', 'a string', effort);
  if (summary !== undefined && summary !== null && typeof summary !== 'string') return refuseType('reasoning.summary', 'a string', summary);
  const reasoning: NonNullable<ChatRequest['reasoning']> = {};
  if (typeof effort === 'string') reasoning.effort = effort;
  if (typeof summary === 'string') reasoning.summary = summary;
  if (Object.keys(reasoning).length > 0) request.reasoning = reasoning;
  return undefined;
}

/** Encrypted reasoning is asked for and shown anyway. */
function decodeInclude(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!Array.isArray(value)) return refuseType('include', 'an array of strings', value);
  const others: string[] = [];
  for (let index = 0; index < value.length; index++) {
    const name: unknown = value[index];
    if (typeof name !== 'string') return refuseType(`include[${index}]`, 'a string', name);
    if (name === 'message.output_text.logprobs') request.logprobs = true;
    else if (name !== 'reasoning.encrypted_content') others.push(name);
  }
  if (others.length > 0) request.extra['include'] = others;
  return undefined;
}
