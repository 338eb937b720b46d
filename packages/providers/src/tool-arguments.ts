import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ToolCall } from '@tollgate/core/chat/request';

/** JSON is read at any depth, but written only as deep as the stack goes. */
const DEEPEST = 256;

/** A call's arguments as the object that an API wants; text that is none is handed over under the name of its field. */
export function toolInput(call: ToolCall, warnings: Set<string>): JsonObject {
  if (call.isCustom === true) return { input: call.arguments };
  if (call.arguments.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(call.arguments);
    if (isJsonObject(input) && (call.arguments.length <= 2 * DEEPEST || isShallow(input, DEEPEST))) return input;
  } catch {
    // Told below, like JSON that is no object.
  }
  warnings.add('tool_calls.function.arguments');
  return { arguments: call.arguments };
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
