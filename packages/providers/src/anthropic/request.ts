import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatRequest } from '@tollgate/core/chat/request';
import { callerFields } from '../caller-field.ts';
import type { Block, Writing } from './content.ts';
import { limitCacheMarks } from './limit-cache-marks.ts';
import { writeMessages } from './messages.ts';
import { traitsOf, type ModelTraits } from './model-traits.ts';
import { toNativeSchema, type NativeSchema } from './native-schema.ts';
import { maxTokensOf, planThinking, type Thinking } from './thinking.ts';
import { isForced, writeTools } from './tools.ts';

type Body = Record<string, unknown>;

export type BodyOptions = {
  /** `false`: schemas are not held to by this host, whatever the model. */
  hasJsonSchema?: boolean;
};

/** The Messages body for a canonical request. What the API cannot honour is left out and named as the caller knows it. */
export function buildBody(request: ChatRequest, model: string, options: BodyOptions = {}): { body: Body; warnings: string[] } {
  const warnings = new Set<string>();
  const isOwnDialect = request.dialect === 'anthropic-messages';
  const writing: Writing = { isOwnDialect, warnings };
  const traits = traitsOf(model);
  const hasJsonSchema = traits.hasJsonSchema && options.hasJsonSchema !== false;
  const format = hasJsonSchema ? nativeFormat(request, isOwnDialect) : null;
  let thinking = planThinking(request, traits, warnings);
  let written = writeMessages(request.messages, thinking !== null, writing);
  const plan = { hasStrict: hasJsonSchema, emulatesFormat: format === null };
  const { tools, toolChoice } = writeTools(request, written.turns, plan, warnings);
  if (thinking !== null && isForced(toolChoice)) {
    warnings.add('reasoning_effort');
    thinking = null;
    written = writeMessages(request.messages, false, writing);
  }
  const { system, turns } = written;
  if (request.responseFormat?.type === 'json_object') {
    system.push({ type: 'text', text: 'Answer with one JSON object and nothing else.' });
    warnings.add('response_format');
  }
  if (!isOwnDialect) limitCacheMarks([tools, system, ...turns.map(({ content }) => content)], warnings);
  const body: Body = { model, max_tokens: thinking?.maxTokens ?? maxTokensOf(request), messages: turns };
  if (turns.length === 0 && system.length > 0) {
    // There is no call without a user's turn.
    body['messages'] = [{ role: 'user', content: system }];
    warnings.add('messages');
  } else if (system.length > 0) {
    body['system'] = writeSystem(system);
  }
  if (request.stream) body['stream'] = true;
  if (tools.length > 0) body['tools'] = tools;
  if (toolChoice !== null) body['tool_choice'] = toolChoice;
  writeThinking(body, request, thinking, traits);
  if (format !== null) {
    body['output_config'] = { ...(body['output_config'] as Body | undefined), format: { type: 'json_schema', schema: format.schema } };
    if (!format.isExact) warnings.add('response_format');
  }
  writeSampling(body, request, traits, thinking !== null, warnings);
  writeStop(body, request, warnings);
  if (request.user !== undefined) body['metadata'] = { user_id: request.user };
  nameUnsupported(request, warnings);
  writeExtra(body, request, warnings);
  return { body, warnings: callerFields(request.dialect, warnings) };
}

/** The schema as the API itself enforces it; `null`: there is none, or it must be emulated. */
function nativeFormat({ responseFormat }: ChatRequest, isOwnDialect: boolean): NativeSchema | null {
  if (responseFormat?.type !== 'json_schema') return null;
  return isOwnDialect ? { schema: responseFormat.schema, isExact: true } : toNativeSchema(responseFormat.schema);
}

function writeExtra(body: Body, request: ChatRequest, warnings: Set<string>): void {
  for (const field in request.extra) {
    const value = request.extra[field];
    const known = body[field];
    if (request.dialect !== 'anthropic-messages') {
      if (value !== false) warnings.add(field);
    } else if (known === undefined) body[field] = value;
    else if (isJsonObject(known) && isJsonObject(value)) body[field] = { ...value, ...known };
  }
}

/** A lone unmarked text is a string, which keeps the body as callers of the API write it. */
function writeSystem(system: Block[]): unknown {
  const first = system[0];
  return system.length === 1 && first !== undefined && first['cache_control'] === undefined ? first['text'] : system;
}

function writeThinking(body: Body, { dialect, reasoning }: ChatRequest, thinking: Thinking | null, traits: ModelTraits): void {
  if (thinking === null) {
    if (reasoning?.isOff !== true) return;
    if (reasoning.effort === undefined) {
      // Some models think unless they are told not to.
      if (dialect === 'anthropic-messages') body['thinking'] = { type: 'disabled' };
    } else if (traits.hasEffort && reasoning.effort !== 'none') {
      body['output_config'] = { effort: reasoning.effort };
    }
    return;
  }
  if (thinking.form === 'budget') {
    body['thinking'] = { type: 'enabled', budget_tokens: thinking.budgetTokens };
  } else {
    body['thinking'] = { type: 'adaptive' };
    body['output_config'] = { effort: thinking.effort };
  }
}

function writeSampling(body: Body, request: ChatRequest, traits: ModelTraits, isThinking: boolean, warnings: Set<string>): void {
  const { temperature, topP, topK } = request;
  const isFree = traits.hasSampling && !isThinking;
  if (!isFree) {
    if (temperature !== undefined && temperature !== 1) warnings.add('temperature');
    if (topP !== undefined && topP !== 1) warnings.add('top_p');
    if (topK !== undefined) warnings.add('top_k');
    return;
  }
  if (topK !== undefined) body['top_k'] = topK;
  const hasTopP = topP !== undefined && topP !== 1;
  if (temperature !== undefined && !(hasTopP && temperature === 1)) {
    if (temperature > 1) warnings.add('temperature');
    body['temperature'] = Math.min(temperature, 1);
    // Newer models refuse the two together.
    if (hasTopP) warnings.add('top_p');
  } else if (hasTopP) {
    body['top_p'] = topP;
  }
}

/** The API refuses a stop sequence of white space only. */
function writeStop(body: Body, request: ChatRequest, warnings: Set<string>): void {
  if (request.stop === undefined) return;
  const sequences = request.stop.filter((sequence) => sequence.trim() !== '');
  if (sequences.length < request.stop.length) warnings.add('stop');
  if (sequences.length > 0) body['stop_sequences'] = sequences;
}

function nameUnsupported(request: ChatRequest, warnings: Set<string>): void {
  if (request.seed !== undefined) warnings.add('seed');
  if (request.presencePenalty !== undefined && request.presencePenalty !== 0) warnings.add('presence_penalty');
  if (request.frequencyPenalty !== undefined && request.frequencyPenalty !== 0) warnings.add('frequency_penalty');
  if (request.choices !== undefined && request.choices > 1) warnings.add('n');
  if (request.logprobs === true) warnings.add('logprobs');
  if (request.topLogprobs !== undefined && request.topLogprobs > 0) warnings.add('top_logprobs');
}
