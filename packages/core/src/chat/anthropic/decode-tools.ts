import { readCacheControl } from '../openai/decode-content.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { ChatRequest, Tool } from '../request.ts';
import { otherFields } from '../openai/other-fields.ts';

const TOOL_FIELDS = ['type', 'name', 'description', 'input_schema', 'strict', 'cache_control'];

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

function decodeTool(tool: unknown, param: string): Tool | DecodeRefusal {
  if (!isJsonObject(tool)) return refuseType(param, 'an object', tool);
  const { type, name, description, input_schema: schema, strict } = tool;
  if (type !== undefined && type !== null && typeof type !== 'string') return refuseType(`${param}.type`, 'a string', type);
  // Tools that Anthropic runs, or whose schema it knows itself.
  if (typeof type === 'string' && type !== 'custom') return { name: typeof name === 'string' ? name : type, raw: tool };
  if (name === undefined) return refuseMissing(`${param}.name`);
  if (typeof name !== 'string') return refuseType(`${param}.name`, 'a string', name);
  if (name === '') return refuseValue(`${param}.name`, 'a non-empty string');
  const decoded: Tool = { name };
  if (typeof description === 'string') decoded.description = description;
  else if (description !== undefined && description !== null) return refuseType(`${param}.description`, 'a string', description);
  if (isJsonObject(schema)) decoded.parameters = schema;
  else if (schema === undefined) return refuseMissing(`${param}.input_schema`);
  else return refuseType(`${param}.input_schema`, 'a JSON Schema object', schema);
  if (typeof strict === 'boolean') decoded.strict = strict;
  else if (strict !== undefined && strict !== null) return refuseType(`${param}.strict`, 'a boolean', strict);
  const cacheControl = readCacheControl(tool['cache_control']);
  if (cacheControl !== undefined) decoded.cacheControl = cacheControl;
  const extra = otherFields(tool, TOOL_FIELDS);
  if (extra !== undefined) decoded.extra = extra;
  return decoded;
}

export function decodeToolChoice(request: ChatRequest, choice: unknown): DecodeRefusal | undefined {
  if (!isJsonObject(choice)) return refuseType('tool_choice', 'an object', choice);
  const { type, name, disable_parallel_tool_use: isSerial } = choice;
  switch (type) {
    case 'auto':
    case 'none':
      request.toolChoice = { type };
      break;
    case 'any':
      request.toolChoice = { type: 'required' };
      break;
    case 'tool':
      if (name === undefined) return refuseMissing('tool_choice.name');
      if (typeof name !== 'string') return refuseType('tool_choice.name', 'a string', name);
      request.toolChoice = { type: 'tool', name };
      break;
    default:
      return refuseValue('tool_choice.type', 'one of auto, any, tool, none');
  }
  if (typeof isSerial === 'boolean') request.parallelToolCalls = !isSerial;
  else if (isSerial !== undefined && isSerial !== null) return refuseType('tool_choice.disable_parallel_tool_use', 'a boolean', isSerial);
  return undefined;
}
