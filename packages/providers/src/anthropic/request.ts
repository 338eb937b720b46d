import type { ChatRequest } from '@tollgate/core/chat/request';
import type { Block } from './content.ts';
import { writeMessages } from './messages.ts';
import { traitsOf, type ModelTraits } from './model-traits.ts';
import { maxTokensOf, planThinking, type Thinking } from './thinking.ts';
import { isForced, writeTools } from './tools.ts';

type Body = Record<string, unknown>;

/** The Messages body for a canonical request. What the API cannot honour is left out and named by its OpenAI name. */
export function buildBody(request: ChatRequest, model: string): { body: Body; warnings: string[] } {
  const warnings = new Set<string>();
  const traits = traitsOf(model);
  let thinking = planThinking(request, traits, warnings);
  let written = writeMessages(request.messages, thinking !== null, warnings);
  const { tools, toolChoice } = writeTools(request, written.turns, warnings);
  if (thinking !== null && isForced(toolChoice)) {
    warnings.add('reasoning_effort');
    thinking = null;
    written = writeMessages(request.messages, false, warnings);
  }
  const { system, turns } = written;
  if (request.responseFormat?.type === 'json_object') {
    system.push({ type: 'text', text: 'Answer with one JSON object and nothing else.' });
    warnings.add('response_format');
  }
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
  writeThinking(body, thinking);
  writeSampling(body, request, traits, thinking !== null, warnings);
  writeStop(body, request, warnings);
  if (request.user !== undefined) body['metadata'] = { user_id: request.user };
  nameUnsupported(request, warnings);
  for (const field in request.extra) {
    if (request.dialect === 'anthropic-messages') body[field] ??= request.extra[field];
    else if (request.extra[field] !== false) warnings.add(field);
  }
  return { body, warnings: [...warnings] };
}

/** A lone unmarked text is a string, which keeps the body as callers of the API write it. */
function writeSystem(system: Block[]): unknown {
  const first = system[0];
  return system.length === 1 && first !== undefined && first['cache_control'] === undefined ? first['text'] : system;
}

function writeThinking(body: Body, thinking: Thinking | null): void {
  if (thinking === null) return;
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
