import type { ResponseFormat, Tool, ToolChoice } from '../request.ts';
import { readCacheControl } from './decode-content.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from './decode-refusal.ts';
import { isJsonObject, type JsonObject } from './is-json-object.ts';

export function decodeTools(tools: unknown): Tool[] | DecodeRefusal {
  if (!Array.isArray(tools)) return refuseType('tools', 'an array', tools);
  const decoded: Tool[] = [];
  for (let index = 0; index < tools.length; index++) {
    const tool = decodeTool(tools[index], `tools[${index}]`);
    if (tool instanceof DecodeRefusal) return tool;
    decoded.push(tool);
  }
  return decoded;
}

/** The old `functions` list: the same without the wrapper. */
export function decodeFunctions(functions: unknown): Tool[] | DecodeRefusal {
  if (!Array.isArray(functions)) return refuseType('functions', 'an array', functions);
  const decoded: Tool[] = [];
  for (let index = 0; index < functions.length; index++) {
    const tool = decodeFunction(functions[index], `functions[${index}]`);
    if (tool instanceof DecodeRefusal) return tool;
    decoded.push(tool);
  }
  return decoded;
}

function decodeTool(tool: unknown, param: string): Tool | DecodeRefusal {
  if (!isJsonObject(tool)) return refuseType(param, 'an object', tool);
  const type = tool['type'];
  if (type !== undefined && typeof type !== 'string') return refuseType(`${param}.type`, 'a string', type);
  if (type !== undefined && type !== 'function') return { name: nameOfOtherTool(tool, type), raw: tool };
  const decoded = decodeFunction(tool['function'], `${param}.function`);
  if (decoded instanceof DecodeRefusal) return decoded;
  const cacheControl = readCacheControl(tool['cache_control']);
  if (cacheControl !== undefined) decoded.cacheControl = cacheControl;
  return decoded;
}

function nameOfOtherTool(tool: JsonObject, type: string): string {
  const detail = tool[type];
  return isJsonObject(detail) && typeof detail['name'] === 'string' ? detail['name'] : type;
}

function decodeFunction(value: unknown, param: string): Tool | DecodeRefusal {
  if (value === undefined) return refuseMissing(param);
  if (!isJsonObject(value)) return refuseType(param, 'an object', value);
  const { name, description, parameters, strict } = value;
  if (name === undefined) return refuseMissing(`${param}.name`);
  if (typeof name !== 'string') return refuseType(`${param}.name`, 'a string', name);
  if (name === '') return refuseValue(`${param}.name`, 'a non-empty string');
  const tool: Tool = { name };
  if (typeof description === 'string') tool.description = description;
  else if (description !== undefined && description !== null) return refuseType(`${param}.description`, 'a string', description);
  if (isJsonObject(parameters)) tool.parameters = parameters;
  else if (parameters !== undefined && parameters !== null) return refuseType(`${param}.parameters`, 'a JSON Schema object', parameters);
  if (typeof strict === 'boolean') tool.strict = strict;
  else if (strict !== undefined && strict !== null) return refuseType(`${param}.strict`, 'a boolean', strict);
  const cacheControl = readCacheControl(value['cache_control']);
  if (cacheControl !== undefined) tool.cacheControl = cacheControl;
  return tool;
}

/** `null`: a choice without a canonical name (such as `allowed_tools`), to be kept as it came. */
export function decodeToolChoice(choice: unknown): ToolChoice | null | DecodeRefusal {
  if (choice === 'auto' || choice === 'none' || choice === 'required') return { type: choice };
  if (choice === 'any') return { type: 'required' };
  if (typeof choice === 'string') return refuseValue('tool_choice', 'one of auto, none, required or an object that names a function');
  if (!isJsonObject(choice)) return refuseType('tool_choice', 'a string or an object', choice);
  const named = choice['function'];
  if (isJsonObject(named)) {
    if (typeof named['name'] !== 'string') return refuseType('tool_choice.function.name', 'a string', named['name']);
    return { type: 'tool', name: named['name'] };
  }
  if (choice['type'] === 'function') return refuseMissing('tool_choice.function');
  return null;
}

/** The old `function_call` field. */
export function decodeFunctionChoice(choice: unknown): ToolChoice | DecodeRefusal {
  if (choice === 'auto' || choice === 'none') return { type: choice };
  if (isJsonObject(choice) && typeof choice['name'] === 'string') return { type: 'tool', name: choice['name'] };
  return refuseType('function_call', '"auto", "none" or an object with a name', choice);
}

export function decodeResponseFormat(format: unknown): ResponseFormat | DecodeRefusal {
  if (!isJsonObject(format)) return refuseType('response_format', 'an object', format);
  const type = format['type'];
  if (type === 'text' || type === 'json_object') return { type };
  if (type !== 'json_schema') return refuseValue('response_format.type', 'one of text, json_object, json_schema');
  const spec = format['json_schema'];
  if (!isJsonObject(spec)) return refuseType('response_format.json_schema', 'an object', spec);
  const { name, schema, strict, description } = spec;
  if (schema !== undefined && schema !== null && !isJsonObject(schema)) {
    return refuseType('response_format.json_schema.schema', 'a JSON Schema object', schema);
  }
  const decoded: ResponseFormat = { type, name: typeof name === 'string' ? name : 'response', schema: isJsonObject(schema) ? schema : {} };
  if (typeof strict === 'boolean') decoded.strict = strict;
  if (typeof description === 'string') decoded.description = description;
  return decoded;
}
