import type { ChatRequest, ResponseFormat, Tool, ToolChoice } from '@tollgate/core/chat/request';
import { writeMessage } from './message.ts';
import type { OpenAiQuirks } from './quirks.ts';

type Body = Record<string, unknown>;

/** The chat completions body for a target: the model replaced, usage asked for, what the server cannot honour left out and named. */
export function buildBody(request: ChatRequest, model: string, quirks: OpenAiQuirks): { body: Body; warnings: string[] } {
  const warnings = new Set<string>();
  const messages: unknown[] = [];
  const isOwnDialect = request.dialect === 'openai-chat';
  for (const message of request.messages) messages.push(writeMessage(message, { quirks, warnings, isOwnDialect }));
  const body: Body = { model, messages };
  if (request.stream) {
    body['stream'] = true;
    if (quirks.hasStreamOptions) body['stream_options'] = { include_usage: true };
  }
  writeSampling(body, request, quirks);
  if (request.tools !== undefined) body['tools'] = writeTools(request.tools, isOwnDialect, quirks, warnings);
  if (request.toolChoice !== undefined) body['tool_choice'] = writeToolChoice(request.toolChoice);
  if (request.parallelToolCalls !== undefined && request.tools !== undefined) body['parallel_tool_calls'] = request.parallelToolCalls;
  if (request.responseFormat !== undefined) writeResponseFormat(body, messages, request.responseFormat, quirks, warnings);
  if (request.user !== undefined) body['user'] = request.user;
  // OpenAI takes metadata only for answers that it stores; the gateway has read it for itself already.
  if (request.metadata !== undefined && request.extra['store'] === true) body['metadata'] = request.metadata;
  for (const field in request.extra) {
    if (isOwnDialect) body[field] ??= request.extra[field];
    else if (request.extra[field] !== false) warnings.add(field);
  }
  for (const field of quirks.unsupported) {
    if (body[field] === undefined) continue;
    delete body[field];
    warnings.add(field);
  }
  return { body, warnings: [...warnings] };
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

function writeTools(tools: readonly Tool[], isOwnDialect: boolean, quirks: OpenAiQuirks, warnings: Set<string>): Body[] {
  const written: Body[] = [];
  for (const tool of tools) {
    if (tool.raw === undefined) written.push(writeTool(tool, quirks));
    else if (isOwnDialect) written.push(tool.raw);
    else warnings.add(`tools.${typeof tool.raw['type'] === 'string' ? tool.raw['type'] : 'type'}`);
  }
  return written;
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

function writeToolChoice(choice: ToolChoice): unknown {
  return choice.type === 'tool' ? { type: 'function', function: { name: choice.name } } : choice.type;
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
