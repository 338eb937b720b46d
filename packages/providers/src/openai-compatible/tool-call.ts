import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';

/** What one entry of `tool_calls`, whole or delta, says. Empty strings where it says nothing. */
export type ReadToolCall = { index: number | null; id: string; name: string; arguments: string; isCustom: boolean };

export function readToolCall(call: JsonObject): ReadToolCall {
  const custom = call['custom'];
  const isCustom = isJsonObject(custom);
  const called = isCustom ? custom : isJsonObject(call['function']) ? call['function'] : {};
  return {
    index: typeof call['index'] === 'number' ? call['index'] : null,
    id: typeof call['id'] === 'string' ? call['id'] : '',
    name: typeof called['name'] === 'string' ? called['name'] : '',
    arguments: argumentsText(isCustom ? called['input'] : called['arguments']),
    isCustom,
  };
}

/** Some servers give arguments as an object where the dialect wants its JSON text. */
function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** An id for a call that its provider left without one: the same for the same answer and place. */
export function madeUpToolCallId(answerId: string, choice: number, index: number): string {
  return `call_${answerId.replace(/[^A-Za-z0-9_-]/g, '').slice(-32)}_${choice}_${index}`;
}
