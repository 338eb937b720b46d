import { type DecodeRefusal, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { ChatRequest, ResponseFormat } from '../request.ts';

/** `text`: the answer's format; its verbosity, which has no canonical name, stays in `extra`. */
export function decodeText(request: ChatRequest, value: unknown): DecodeRefusal | undefined {
  if (!isJsonObject(value)) return refuseType('text', 'an object', value);
  const { format, verbosity } = value;
  if (verbosity !== undefined && verbosity !== null) request.extra['text'] = { verbosity };
  if (format === undefined || format === null) return undefined;
  if (!isJsonObject(format)) return refuseType('text.format', 'an object', format);
  const { type, name, schema, strict, description } = format;
  if (type === 'text' || type === 'json_object') {
    request.responseFormat = { type };
    return undefined;
  }
  if (type !== 'json_schema') return refuseValue('text.format.type', 'one of text, json_object, json_schema');
  if (!isJsonObject(schema)) return refuseType('text.format.schema', 'a JSON Schema object', schema);
  const decoded: ResponseFormat = { type, name: typeof name === 'string' ? name : 'response', schema };
  if (typeof strict === 'boolean') decoded.strict = strict;
  if (typeof description === 'string') decoded.description = description;
  request.responseFormat = decoded;
  return undefined;
}
