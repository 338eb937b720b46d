import { type DecodeRefusal, refuseMissing, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isCount, refuseCount } from '../openai/field-values.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { ChatRequest } from '../request.ts';

/** What adaptive thinking does when nobody says how hard. */
const DEFAULT_EFFORT = 'high';

export function decodeThinking(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!isJsonObject(value)) return refuseType('thinking', 'an object', value);
  const { type, budget_tokens: budget, display } = value;
  const asked = request.reasoning;
  switch (type) {
    case 'disabled':
      request.reasoning = asked?.effort === undefined ? { isOff: true } : { effort: asked.effort, isOff: true };
      return undefined;
    case 'adaptive':
      request.reasoning = { effort: asked?.effort ?? DEFAULT_EFFORT };
      break;
    case 'enabled':
      if (budget === undefined) return refuseMissing('thinking.budget_tokens');
      if (!isCount(budget)) return refuseCount('thinking.budget_tokens', budget);
      request.reasoning = asked?.effort === undefined ? { maxTokens: budget } : { effort: asked.effort, maxTokens: budget };
      break;
    default:
      return refuseValue('thinking.type', 'one of enabled, adaptive, disabled');
  }
  if (display === 'summarized') request.reasoning.summary = 'auto';
  return undefined;
}

export function decodeOutputConfig(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!isJsonObject(value)) return refuseType('output_config', 'an object', value);
  const { effort, format, ...rest } = value;
  if (effort !== undefined && effort !== null) {
    if (typeof effort !== 'string') return refuseType('output_config.effort', 'a string', effort);
    // Without `thinking`, which may still follow, the effort is for the answer.
    request.reasoning = request.reasoning === undefined ? { effort, isOff: true } : { ...request.reasoning, effort };
  }
  if (Object.keys(rest).length > 0) request.extra['output_config'] = rest;
  return format === undefined || format === null ? undefined : decodeOutputFormat(request, format, 'output_config.format');
}

export function decodeOutputFormat(request: ChatRequest, format: unknown, param: string): DecodeRefusal | undefined {
  if (!isJsonObject(format)) return refuseType(param, 'an object', format);
  if (format['type'] !== 'json_schema') return refuseValue(`${param}.type`, 'json_schema');
  const { schema } = format;
  if (schema === undefined) return refuseMissing(`${param}.schema`);
  if (!isJsonObject(schema)) return refuseType(`${param}.schema`, 'a JSON Schema object', schema);
  request.responseFormat = { type: 'json_schema', name: 'response', schema, strict: true };
  return undefined;
}
