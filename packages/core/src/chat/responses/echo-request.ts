import type { AnswerContext } from '../front-dialect.ts';
import type { ChatRequest, ResponseFormat, Tool } from '../request.ts';

/** The fields of a response that repeat what was asked for, defaults filled in as OpenAI does. */
export function echoRequest(request: ChatRequest): Record<string, unknown> {
  const { extra, reasoning } = request;
  return {
    background: extra['background'] ?? false,
    conversation: typeof extra['conversation'] === 'string' ? { id: extra['conversation'] } : (extra['conversation'] ?? null),
    instructions: instructionsOf(request),
    max_output_tokens: request.maxOutputTokens ?? null,
    max_tool_calls: extra['max_tool_calls'] ?? null,
    metadata: request.metadata ?? {},
    parallel_tool_calls: request.parallelToolCalls ?? true,
    previous_response_id: extra['previous_response_id'] ?? null,
    prompt_cache_key: extra['prompt_cache_key'] ?? null,
    reasoning: { effort: reasoning?.effort ?? null, summary: reasoning?.summary ?? null },
    safety_identifier: extra['safety_identifier'] ?? null,
    service_tier: extra['service_tier'] ?? 'auto',
    store: extra['store'] ?? true,
    temperature: request.temperature ?? null,
    text: { format: writeTextFormat(request.responseFormat), ...(extra['text'] as object | undefined) },
    tool_choice: writeToolChoice(request),
    tools: (request.tools ?? []).map(writeTool),
    top_logprobs: request.topLogprobs ?? 0,
    top_p: request.topP ?? null,
    truncation: extra['truncation'] ?? 'disabled',
    user: request.user ?? null,
  };
}

/** The id of the answer; a provider's own where it has the form. */
export function responseId(providersId: string, { uniqueId }: AnswerContext): string {
  return providersId.startsWith('resp_') ? providersId : `resp_${uniqueId}`;
}

function instructionsOf({ messages }: ChatRequest): string | null {
  const first = messages.find((message) => (message.role === 'system' || message.role === 'developer') && message.isInstructions === true);
  const part = first?.content[0];
  return part?.type === 'text' ? part.text : null;
}

function writeToolChoice({ toolChoice, extra, tools }: ChatRequest): unknown {
  if (toolChoice === undefined) return extra['tool_choice'] ?? 'auto';
  if (toolChoice.type !== 'tool') return toolChoice.type;
  const chosen = tools?.find(({ name }) => name === toolChoice.name);
  return { type: chosen?.raw?.['type'] === 'custom' ? 'custom' : 'function', name: toolChoice.name };
}

function writeTool({ raw, name, description, parameters, strict, extra }: Tool): Record<string, unknown> {
  if (raw !== undefined) return raw;
  return { ...extra, type: 'function', name, description: description ?? null, parameters: parameters ?? null, strict: strict ?? true };
}

function writeTextFormat(format: ResponseFormat | undefined): Record<string, unknown> {
  if (format?.type !== 'json_schema') return { type: format?.type ?? 'text' };
  const { type, name, schema, strict, description } = format;
  return { type, name, schema, strict: strict ?? false, description: description ?? null };
}
