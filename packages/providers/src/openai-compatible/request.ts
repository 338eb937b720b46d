import type { ChatRequest, Dialect, ResponseFormat, Tool, ToolChoice } from '@tollgate/core/chat/request';
import { callerFields } from '../caller-field.ts';
import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { writeMessages } from './message.ts';
import type { OpenAiQuirks } from './quirks.ts';

type Body = Record<string, unknown>;

/** The chat completions body for a target: the model replaced, usage asked for, what the server cannot honour left out and named. */
export function buildBody(request: ChatRequest, model: string, quirks: OpenAiQuirks): { body: Body; warnings: string[] } {
  const warnings = new Set<string>();
  const isOwnDialect = request.dialect === 'openai-chat' || request.dialect === 'openai-completions';
  const messages: unknown[] = writeMessages(request.messages, { quirks, warnings, isOwnDialect });
  const body: Body = { model, messages };
  if (request.stream) {
    body['stream'] = true;
    if (quirks.hasStreamOptions) body['stream_options'] = { include_usage: true };
  }
  writeSampling(body, request, quirks);
  if (request.tools !== undefined) body['tools'] = writeTools(request, request.tools, quirks, warnings);
  if (request.toolChoice !== undefined) body['tool_choice'] = writeToolChoice(request.toolChoice, request.tools);
  if (request.parallelToolCalls !== undefined && request.tools !== undefined) body['parallel_tool_calls'] = request.parallelToolCalls;
  if (request.responseFormat !== undefined) writeResponseFormat(body, messages, request.responseFormat, quirks, warnings);
  if (request.user !== undefined) body['user'] = request.user;
  // OpenAI takes metadata only for answers that it stores; the gateway has read it for itself already.
  if (request.metadata !== undefined && request.extra['store'] === true) body['metadata'] = request.metadata;
  for (const field in request.extra) {
    if (isOwnDialect || isShared(field, request.dialect)) body[field] ??= request.extra[field];
    else if (field === 'text') body['verbosity'] = verbosityOf(request.extra[field]);
    else if (request.extra[field] !== false) warnings.add(field);
  }
  for (const field of quirks.unsupported) {
    if (body[field] === undefined) continue;
    delete body[field];
    warnings.add(field);
  }
  return { body, warnings: callerFields(request.dialect, warnings) };
}

/** Fields of the Responses API that mean the same in chat completions. */
function isShared(field: string, dialect: Dialect): boolean {
  if (dialect !== 'openai-responses') return false;
  return field === 'service_tier' || field === 'prompt_cache_key' || field === 'prompt_cache_retention' || field === 'safety_identifier';
}

/** The Responses API has it beside the answer's format. */
function verbosityOf(text: unknown): unknown {
  return isJsonObject(text) ? text['verbosity'] : undefined;
}

function writeSampling(body: Body, request: ChatRequest, quirks: OpenAiQuirks): void {
  if (request.maxOutputTokens !== undefined) body[quirks.maxTokensField] = request.maxOutputTokens;
  if (request.temperature !== undefined) body['temperature'] = request.temperature;
  if (request.topP !== undefined) body['top_p'] = request.topP;
  if (request.topK !== undefined) body['top_k'] = request.topK;
  if (request.stop !== undefined) body['stop'] = request.stop;
  if (request.seed !== undefined) body[quirks.seedField] = request.seed;
  if (request.presencePenalty !== undefined) body['presence_penalty'] = request.presencePenalty;
  if (request.frequencyPenalty !== undefined) body['frequency_penalty'] = request.frequencyPenalty;
  if (request.choices !== undefined && request.choices > 1) body['n'] = request.choices;
  if (request.logprobs !== undefined) body['logprobs'] = request.logprobs;
  if (request.topLogprobs !== undefined) body['top_logprobs'] = request.topLogprobs;
  const effort = request.reasoning?.effort ?? effortOf(request.reasoning?.maxTokens);
  if (effort !== undefined) body['reasoning_effort'] = effort;
}

/** The word for a thinking budget that is given as a number. */
function effortOf(maxTokens: number | undefined): string | undefined {
  if (maxTokens === undefined) return undefined;
  return maxTokens <= 4_096 ? 'low' : maxTokens <= 12_288 ? 'medium' : 'high';
}

function writeTools({ dialect }: ChatRequest, tools: readonly Tool[], quirks: OpenAiQuirks, warnings: Set<string>): Body[] {
  const isOwnDialect = dialect === 'openai-chat' || dialect === 'openai-completions';
  const written: Body[] = [];
  for (const tool of tools) {
    if (tool.cacheControl !== undefined && !quirks.hasCacheControl) warnings.add('cache_control');
    for (const field in tool.extra) warnings.add(`tools.${field}`);
    if (tool.raw === undefined) written.push(writeTool(tool, quirks));
    else if (isOwnDialect) written.push(tool.raw);
    else if (dialect === 'openai-responses' && tool.raw['type'] === 'custom') written.push(writeCustomTool(tool.raw));
    else warnings.add(`tools.${typeof tool.raw['type'] === 'string' ? tool.raw['type'] : 'type'}`);
  }
  return written;
}

/** The Responses API has flat what is nested here. */
function writeCustomTool({ name, description, format }: Body): Body {
  const custom: Body = { name };
  if (description !== undefined) custom['description'] = description;
  if (isJsonObject(format)) {
    const { type, ...grammar } = format;
    custom['format'] = type === 'grammar' ? { type, grammar } : format;
  }
  return { type: 'custom', custom };
}

function writeTool(tool: Tool, quirks: OpenAiQuirks): Body {
  const called: Body = { name: tool.name };
  if (tool.description !== undefined) called['description'] = tool.description;
  if (tool.parameters !== undefined) called['parameters'] = tool.parameters;
  if (tool.strict !== undefined) called['strict'] = tool.strict;
  const written: Body = { type: 'function', function: called };
  if (tool.cacheControl !== undefined && quirks.hasCacheControl) written['cache_control'] = { type: 'ephemeral', ...tool.cacheControl };
  return written;
}

function writeToolChoice(choice: ToolChoice, tools: readonly Tool[] | undefined): unknown {
  if (choice.type !== 'tool') return choice.type;
  const { name } = choice;
  const isCustom = tools?.find((tool) => tool.name === name)?.raw?.['type'] === 'custom';
  return isCustom ? { type: 'custom', custom: { name } } : { type: 'function', function: { name } };
}

function writeResponseFormat(body: Body, messages: unknown[], format: ResponseFormat, quirks: OpenAiQuirks, warnings: Set<string>): void {
  if (format.type !== 'json_schema') {
    body['response_format'] = { type: format.type };
    return;
  }
  if (!quirks.hasJsonSchema) {
    body['response_format'] = { type: 'json_object' };
    const schema = JSON.stringify(format.schema);
    messages.unshift({ role: 'system', content: `Answer with one JSON object that conforms to this JSON Schema: ${schema}` });
    warnings.add('response_format');
    return;
  }
  const spec: Body = { name: format.name, schema: format.schema };
  if (format.strict !== undefined) spec['strict'] = format.strict;
  if (format.description !== undefined) spec['description'] = format.description;
  body['response_format'] = { type: 'json_schema', json_schema: spec };
}
