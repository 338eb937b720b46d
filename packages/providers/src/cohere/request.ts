import { callerFields } from '../caller-field.ts';
import type { ChatRequest, Tool } from '@tollgate/core/chat/request';
import { writeMessages } from './messages.ts';

type Body = Record<string, unknown>;

/** The API takes no more. */
const MOST_STOP_SEQUENCES = 5;

/** The v2 chat body for a canonical request. What the API cannot honour is left out and named by its OpenAI name. */
export function buildBody(request: ChatRequest, model: string): { body: Body; warnings: string[] } {
  const warnings = new Set<string>();
  const canThink = /command-a-(?:reasoning|plus)/.test(model);
  const messages = writeMessages(request.messages, canThink, warnings);
  const body: Body = { model, messages };
  if (request.stream) body['stream'] = true;
  writeTools(body, request, warnings);
  writeFormat(body, messages, request, warnings);
  writeSampling(body, request, warnings);
  writeThinking(body, request, canThink, warnings);
  nameUnsupported(request, warnings);
  return { body, warnings: callerFields(request.dialect, warnings) };
}

function writeTools(body: Body, request: ChatRequest, warnings: Set<string>): void {
  const { toolChoice } = request;
  const named = toolChoice?.type === 'tool' ? toolChoice.name : null;
  const tools: Body[] = [];
  let strict = 0;
  for (const tool of request.tools ?? []) {
    if (tool.cacheControl !== undefined) warnings.add('cache_control');
    if (tool.raw !== undefined) warnings.add(`tools.${typeof tool.raw['type'] === 'string' ? tool.raw['type'] : 'type'}`);
    else if (named === null || tool.name === named) {
      tools.push(writeTool(tool));
      if (tool.strict === true) strict++;
    }
  }
  if (tools.length === 0) return;
  body['tools'] = tools;
  // Only all of them can be strict.
  if (strict === tools.length) body['strict_tools'] = true;
  else if (strict > 0) warnings.add('tools.function.strict');
  if (toolChoice?.type === 'none') body['tool_choice'] = 'NONE';
  // There is no choice by name: the named tool is the only one given.
  else if (toolChoice?.type === 'required' || named !== null) body['tool_choice'] = 'REQUIRED';
}

function writeTool({ name, description, parameters }: Tool): Body {
  const called: Body = { name, parameters: parameters ?? { type: 'object', properties: {} } };
  if (description !== undefined) called['description'] = description;
  return { type: 'function', function: called };
}

/** A schema and tools exclude each other. */
function writeFormat(body: Body, messages: Body[], { responseFormat: format }: ChatRequest, warnings: Set<string>): void {
  if (format === undefined || format.type === 'text') return;
  const schema = format.type === 'json_schema' ? format.schema : undefined;
  if (body['tools'] === undefined) {
    body['response_format'] = schema === undefined ? { type: 'json_object' } : { type: 'json_object', json_schema: schema };
    return;
  }
  const shape = schema === undefined ? 'one JSON object' : `JSON that conforms to this JSON Schema: ${JSON.stringify(schema)}`;
  messages.unshift({ role: 'system', content: `When you answer without calling a tool, answer with nothing but ${shape}` });
  warnings.add('response_format');
}

function writeSampling(body: Body, request: ChatRequest, warnings: Set<string>): void {
  if (request.maxOutputTokens !== undefined) body['max_tokens'] = request.maxOutputTokens;
  writeClamped(body, 'temperature', request.temperature, warnings);
  writeClamped(body, 'presence_penalty', request.presencePenalty, warnings);
  writeClamped(body, 'frequency_penalty', request.frequencyPenalty, warnings);
  if (request.topP !== undefined) {
    if (request.topP < 0.01 || request.topP > 0.99) warnings.add('top_p');
    body['p'] = Math.min(Math.max(request.topP, 0.01), 0.99);
  }
  if (request.topK !== undefined) {
    if (request.topK > 500) warnings.add('top_k');
    body['k'] = Math.min(request.topK, 500);
  }
  if (request.seed !== undefined) {
    if (request.seed >= 0) body['seed'] = request.seed;
    else warnings.add('seed');
  }
  if (request.stop !== undefined) {
    if (request.stop.length > MOST_STOP_SEQUENCES) warnings.add('stop');
    body['stop_sequences'] = request.stop.slice(0, MOST_STOP_SEQUENCES);
  }
}

/** The API's own range is 0 to 1. */
function writeClamped(body: Body, field: string, value: number | undefined, warnings: Set<string>): void {
  if (value === undefined) return;
  if (value < 0 || value > 1) warnings.add(field);
  body[field] = Math.min(Math.max(value, 0), 1);
}

const BUDGETS: Record<string, number> = { low: 2_048, medium: 8_192, high: 16_384, xhigh: 31_000, max: 31_000 };

function writeThinking(body: Body, { reasoning }: ChatRequest, canThink: boolean, warnings: Set<string>): void {
  if (reasoning === undefined) return;
  const { effort, maxTokens } = reasoning;
  const isOff = reasoning.isOff === true || effort === 'none' || effort === 'minimal';
  if (!canThink) {
    if (!isOff && (effort !== undefined || maxTokens !== undefined)) warnings.add('reasoning_effort');
    return;
  }
  const budget = maxTokens ?? BUDGETS[effort ?? ''];
  if (isOff) body['thinking'] = { type: 'disabled' };
  else if (budget !== undefined) body['thinking'] = { type: 'enabled', token_budget: budget };
  else if (effort !== undefined) warnings.add('reasoning_effort');
}

function nameUnsupported(request: ChatRequest, warnings: Set<string>): void {
  if (request.choices !== undefined && request.choices > 1) warnings.add('n');
  if (request.logprobs === true) warnings.add('logprobs');
  if (request.topLogprobs !== undefined && request.topLogprobs > 0) warnings.add('top_logprobs');
  if (request.parallelToolCalls === false && request.tools !== undefined) warnings.add('parallel_tool_calls');
  if (request.user !== undefined) warnings.add('user');
  for (const field in request.extra) if (request.extra[field] !== false) warnings.add(field);
}
