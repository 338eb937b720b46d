import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import { otherFields } from '../openai/other-fields.ts';
import type { Tool, ToolChoice } from '../request.ts';

const FUNCTION_FIELDS = ['type', 'name', 'description', 'parameters', 'strict'];

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
  const { type, name, description, parameters, strict } = tool;
  if (type === undefined) return refuseMissing(`${param}.type`);
  if (typeof type !== 'string') return refuseType(`${param}.type`, 'a string', type);
  // Built-in tools and custom ones.
  if (type !== 'function') return { name: typeof name === 'string' ? name : type, raw: tool };
  if (name === undefined) return refuseMissing(`${param}.name`);
  if (typeof name !== 'string') return refuseType(`${param}.name`, 'a string', name);
  if (name === '') return refuseValue(`${param}.name`, 'a non-empty string');
  const decoded: Tool = { name };
  if (typeof description === 'string') decoded.description = description;
  else if (description !== undefined && description !== null) return refuseType(`${param}.description`, 'a string', description);
  if (isJsonObject(parameters)) decoded.parameters = parameters;
  else if (parameters !== undefined && parameters !== null) return refuseType(`${param}.parameters`, 'a JSON Schema object', parameters);
  if (typeof strict === 'boolean') decoded.strict = strict;
  else if (strict !== undefined && strict !== null) return refuseType(`${param}.strict`, 'a boolean', strict);
  const extra = otherFields(tool, FUNCTION_FIELDS);
  if (extra !== undefined) decoded.extra = extra;
  return decoded;
}

/** `null`: a choice without a canonical name (such as `allowed_tools` or a built-in tool), to be kept as it came. */
export function decodeToolChoice(choice: unknown): ToolChoice | null | DecodeRefusal {
  if (choice === 'auto' || choice === 'none' || choice === 'required') return { type: choice };
  if (typeof choice === 'string') return refuseValue('tool_choice', 'one of auto, none, required or an object that names a tool');
  if (!isJsonObject(choice)) return refuseType('tool_choice', 'a string or an object', choice);
  if (choice['type'] !== 'function' && choice['type'] !== 'custom') return null;
  const { name } = choice;
  if (name === undefined) return refuseMissing('tool_choice.name');
  return typeof name === 'string' ? { type: 'tool', name } : refuseType('tool_choice.name', 'a string', name);
}
