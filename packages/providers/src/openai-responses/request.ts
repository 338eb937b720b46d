import type { ChatRequest, ResponseFormat } from '@tollgate/core/chat/request';
import { callerFields } from '../caller-field.ts';
import { writeInput } from './input.ts';
import { isReasoningModel } from './is-reasoning-model.ts';
import { writeToolChoice, writeTools } from './tools.ts';

type Body = Record<string, unknown>;

/** The API refuses a lower limit. */
const LEAST_OUTPUT_TOKENS = 16;
/** What the gateway resolves itself: ids that it made mean nothing to the provider. */
const RESOLVED = new Set(['previous_response_id', 'conversation', 'prompt']);
/** Fields that mean the same in chat completions. */
const SHARED_WITH_CHAT = new Set(['service_tier', 'prompt_cache_key', 'prompt_cache_retention', 'safety_identifier']);

/**
 * The Responses body for a canonical request. Nothing is stored unless the caller's own words ask for it, so reasoning comes encrypted and
 * is handed back as it came.
 */
export function buildBody(request: ChatRequest, model: string): { body: Body; warnings: string[] } {
  const warnings = new Set<string>();
  const isOwnDialect = request.dialect === 'openai-responses';
  const { instructions, input } = writeInput(request.messages, isOwnDialect, warnings);
  const body: Body = { model, input };
  if (instructions !== null) body['instructions'] = instructions;
  if (request.stream) body['stream'] = true;
  writeLimits(body, request, warnings);
  if (request.tools !== undefined) body['tools'] = writeTools(request.tools, request.dialect, warnings);
  if (request.toolChoice !== undefined) body['tool_choice'] = writeToolChoice(request.toolChoice, request.tools);
  if (request.parallelToolCalls !== undefined && request.tools !== undefined) body['parallel_tool_calls'] = request.parallelToolCalls;
  if (request.responseFormat !== undefined) body['text'] = { format: writeFormat(request.responseFormat, isOwnDialect) };
  writeReasoning(body, request);
  if (request.user !== undefined) body['user'] = request.user;
  if (request.metadata !== undefined && (isOwnDialect || request.extra['store'] === true)) body['metadata'] = request.metadata;
  writeExtra(body, request, isOwnDialect, warnings);
  body['store'] ??= false;
  writeInclude(body, request, model, isOwnDialect);
  nameUnsupported(request, warnings);
  return { body, warnings: callerFields(request.dialect, warnings) };
}

function writeLimits(body: Body, request: ChatRequest, warnings: Set<string>): void {
  if (request.maxOutputTokens !== undefined) {
    body['max_output_tokens'] = Math.max(LEAST_OUTPUT_TOKENS, request.maxOutputTokens);
    if (request.maxOutputTokens < LEAST_OUTPUT_TOKENS) warnings.add('max_tokens');
  }
  if (request.temperature !== undefined) body['temperature'] = request.temperature;
  if (request.topP !== undefined) body['top_p'] = request.topP;
  if (request.topLogprobs !== undefined) body['top_logprobs'] = request.topLogprobs;
}

function writeFormat(format: ResponseFormat, isOwnDialect: boolean): Body {
  if (format.type !== 'json_schema') return { type: format.type };
  const written: Body = { type: format.type, name: format.name, schema: format.schema };
  // Here a schema is strict unless said otherwise; in chat it is the other way round.
  if (format.strict !== undefined || !isOwnDialect) written['strict'] = format.strict ?? false;
  if (format.description !== undefined) written['description'] = format.description;
  return written;
}

function writeReasoning(body: Body, { reasoning }: ChatRequest): void {
  if (reasoning === undefined) return;
  const written: Body = {};
  const effort = reasoning.effort ?? effortOf(reasoning.maxTokens);
  if (effort !== undefined) written['effort'] = effort === 'max' ? 'xhigh' : effort;
  if (reasoning.summary !== undefined) written['summary'] = reasoning.summary;
  if (Object.keys(written).length > 0) body['reasoning'] = written;
}

/** The word for a thinking budget that is given as a number. */
function effortOf(maxTokens: number | undefined): string | undefined {
  if (maxTokens === undefined) return undefined;
  return maxTokens <= 4_096 ? 'low' : maxTokens <= 12_288 ? 'medium' : 'high';
}

function writeExtra(body: Body, request: ChatRequest, isOwnDialect: boolean, warnings: Set<string>): void {
  for (const field in request.extra) {
    const value = request.extra[field];
    if (isOwnDialect) {
      if (field === 'text') body['text'] = { ...(body['text'] as object | undefined), ...(value as object) };
      else if (!RESOLVED.has(field)) body[field] ??= value;
    } else if (request.dialect === 'openai-chat' && SHARED_WITH_CHAT.has(field)) {
      body[field] = value;
    } else if (request.dialect === 'openai-chat' && field === 'store') {
      body['store'] = value;
    } else if (request.dialect === 'openai-chat' && field === 'verbosity') {
      body['text'] = { ...(body['text'] as object | undefined), verbosity: value };
    } else if (value !== false) {
      warnings.add(field);
    }
  }
}

/** Models that do not reason refuse to be asked for encrypted reasoning. */
function writeInclude(body: Body, request: ChatRequest, model: string, isOwnDialect: boolean): void {
  const asked = isOwnDialect ? request.extra['include'] : undefined;
  const include = new Set<unknown>(Array.isArray(asked) ? asked : []);
  if (body['store'] === false && (isReasoningModel(model) || request.reasoning?.effort !== undefined)) {
    include.add('reasoning.encrypted_content');
  }
  if (request.logprobs === true) include.add('message.output_text.logprobs');
  if (include.size > 0) body['include'] = [...include];
}

function nameUnsupported(request: ChatRequest, warnings: Set<string>): void {
  if (request.stop !== undefined) warnings.add('stop');
  if (request.seed !== undefined) warnings.add('seed');
  if (request.topK !== undefined) warnings.add('top_k');
  if (request.presencePenalty !== undefined && request.presencePenalty !== 0) warnings.add('presence_penalty');
  if (request.frequencyPenalty !== undefined && request.frequencyPenalty !== 0) warnings.add('frequency_penalty');
  if (request.choices !== undefined && request.choices > 1) warnings.add('n');
}
