import type { Dialect } from '@tollgate/core/chat/request';

/** Where a dialect has another name for what OpenAI's chat dialect calls so. */
const NAMES: Partial<Record<Dialect, Record<string, string>>> = {
  'openai-responses': {
    reasoning_effort: 'reasoning.effort',
    reasoning_details: 'input.encrypted_content',
    reasoning_content: 'input.summary',
    response_format: 'text.format',
    stop: 'stop',
    logprobs: 'include',
    max_tokens: 'max_output_tokens',
    messages: 'input',
    'messages.content': 'function_call_output.output',
    'messages.tool_call_id': 'input.call_id',
    'tool_calls.function.arguments': 'input.arguments',
    'tools.function.parameters': 'tools.parameters',
    'tools.function.strict': 'tools.strict',
    image_url: 'input_image',
    'image_url.detail': 'input_image.detail',
    file_data: 'input_file.file_data',
    file_id: 'input_file.file_id',
  },
  'anthropic-messages': {
    reasoning_effort: 'thinking',
    reasoning_details: 'messages.content.thinking',
    reasoning_content: 'messages.content.thinking',
    response_format: 'output_config.format',
    stop: 'stop_sequences',
    user: 'metadata.user_id',
    'messages.content': 'tool_result.content',
    is_error: 'tool_result.is_error',
    parallel_tool_calls: 'tool_choice.disable_parallel_tool_use',
    'messages.tool_call_id': 'messages.content.tool_use_id',
    'tool_calls.function.arguments': 'messages.content.input',
    'tools.function.parameters': 'tools.input_schema',
    'tools.function.strict': 'tools.strict',
    image_url: 'messages.content.image',
    file_data: 'messages.content.document',
    file_id: 'messages.content.source.file_id',
  },
};

/** A field of OpenAI's chat dialect by the name that the caller knows it by. */
export function callerField(dialect: Dialect, chatName: string): string {
  const names = NAMES[dialect];
  // A caller's own field may be called `constructor`.
  return (names !== undefined && Object.hasOwn(names, chatName) ? names[chatName] : undefined) ?? chatName;
}

/** All of them, each once. */
export function callerFields(dialect: Dialect, chatNames: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const chatName of chatNames) names.add(callerField(dialect, chatName));
  return [...names];
}
