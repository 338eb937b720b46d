import type { ResponseFormat } from '@tollgate/core/chat/request';

/**
 * The API has no schema for answers on every model, but forces a tool's input to fit one. A schema is therefore asked for as a call of
 * this tool, and the call's input is given to the caller as the text. The name is reserved: an answer is recognised by it alone.
 */
export const JSON_ANSWER_TOOL = 'tollgate_json_answer';

export function jsonAnswerTool(format: ResponseFormat & { type: 'json_schema' }): Record<string, unknown> {
  return {
    name: JSON_ANSWER_TOOL,
    description: format.description ?? 'Gives the final answer to the user.',
    input_schema: format.schema,
  };
}

/** A tool's input must be an object. */
export function canBeToolInput(schema: Record<string, unknown>): boolean {
  return schema['type'] === 'object';
}
