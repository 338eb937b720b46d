import type { Dialect } from './request.ts';

const IN_MESSAGES: Record<string, string> = {
  file: 'document',
  file_data: 'document',
  file_id: 'document.source.file_id',
  image_url: 'image',
  parallel_tool_calls: 'tool_choice.disable_parallel_tool_use',
  reasoning_content: 'thinking',
  reasoning_effort: 'thinking',
  response_format: 'output_config.format',
  stop: 'stop_sequences',
  'tool_calls.function.arguments': 'tool_use.input',
  'tools.function.strict': 'tools.strict',
  user: 'metadata.user_id',
};

const IN_RESPONSES: Record<string, string> = {
  file: 'input_file',
  file_data: 'input_file',
  file_id: 'input_file.file_id',
  image_url: 'input_image',
  logprobs: 'include',
  max_tokens: 'max_output_tokens',
  messages: 'input',
  reasoning_content: 'reasoning',
  reasoning_effort: 'reasoning.effort',
  response_format: 'text.format',
  'tool_calls.function.arguments': 'function_call.arguments',
  'tools.function.strict': 'tools.strict',
};

/** What a caller of the dialect calls a field that chat completions know by `chatName`. */
export function callerField(dialect: Dialect, chatName: string): string {
  const names = dialect === 'anthropic-messages' ? IN_MESSAGES : dialect === 'openai-responses' ? IN_RESPONSES : null;
  return (names !== null && Object.hasOwn(names, chatName) ? names[chatName] : undefined) ?? chatName;
}
