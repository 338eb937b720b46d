import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ToolCall } from '@tollgate/core/chat/request';

/** A call's arguments as the object that an API wants; text that is none is handed over under the name of its field. */
export function toolInput(call: ToolCall, warnings: Set<string>): JsonObject {
  if (call.isCustom === true) return { input: call.arguments };
  if (call.arguments.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(call.arguments);
    if (isJsonObject(input)) return input;
  } catch {
    // Told below, like JSON that is no object.
  }
  warnings.add('tool_calls.function.arguments');
  return { arguments: call.arguments };
}
