import { callerFields } from '../caller-field.ts';
import type { ChatRequest } from '@tollgate/core/chat/request';
import { traitsOf as claudeTraitsOf } from '../anthropic/model-traits.ts';
import { planThinking } from '../anthropic/thinking.ts';
import { Writing, type Block } from './content.ts';
import { calledNames, writeMessages } from './messages.ts';
import { traitsOf } from './model-traits.ts';
import { isForced, usesJsonAnswerTool, writeTools } from './tools.ts';

/** How the model is to think: fields of its own beside Converse's, and what Converse's must say for them. */
type Reasoning = { fields: Block; maxTokens?: number; excludesSampling: boolean };

/** The Converse body for a canonical request. What the API or the model cannot honour is left out and named by its OpenAI name. */
export function buildBody(request: ChatRequest, model: string): { body: Block; warnings: string[] } {
  const writing = new Writing(traitsOf(model));
  const { warnings } = writing;
  let reasoning = planReasoning(request, model, writing);
  if (reasoning !== null && writing.traits.family === 'claude' && forcesCall(request, writing)) {
    warnings.add('reasoning_effort');
    reasoning = null;
  }
  const { system, turns } = writeMessages(request.messages, reasoning !== null, writing);
  const { toolConfig, toolChoice, instruction } = writeTools(request, calledNames(turns), writing);
  if (instruction !== null) system.push({ text: instruction });
  const body: Block = { messages: turns };
  writeFormat(body, system, request, writing);
  if (turns.length === 0 && system.length > 0) {
    // There is no call without a user's turn.
    body['messages'] = [{ role: 'user', content: system }];
    warnings.add('messages');
  } else if (system.length > 0) {
    body['system'] = system;
  }
  const fields: Block = { ...reasoning?.fields };
  if (toolConfig !== null) {
    if (toolChoice !== null) toolConfig['toolChoice'] = toolChoice;
    body['toolConfig'] = toolConfig;
    if (request.parallelToolCalls === false) forbidParallelCalls(fields, toolChoice, writing);
  }
  const inference = writeInference(request, reasoning, fields, writing, claudeTraitsOf(model).hasSampling);
  if (Object.keys(inference).length > 0) body['inferenceConfig'] = inference;
  if (Object.keys(fields).length > 0) body['additionalModelRequestFields'] = fields;
  const metadata = requestMetadata(request);
  if (metadata !== null) body['requestMetadata'] = metadata;
  nameUnsupported(request, warnings);
  return { body, warnings: callerFields(request.dialect, warnings) };
}

function forcesCall(request: ChatRequest, writing: Writing): boolean {
  if (request.toolChoice?.type === 'required' || request.toolChoice?.type === 'tool') return (request.tools ?? []).length > 0;
  return usesJsonAnswerTool(request, writing);
}

function planReasoning(request: ChatRequest, model: string, { traits, warnings }: Writing): Reasoning | null {
  if (traits.family === 'claude') {
    const thinking = planThinking(request, claudeTraitsOf(model), warnings);
    if (thinking === null) return null;
    const { maxTokens } = thinking;
    if (thinking.form === 'adaptive') {
      return { fields: { thinking: { type: 'adaptive' }, output_config: { effort: thinking.effort } }, maxTokens, excludesSampling: true };
    }
    return { fields: { thinking: { type: 'enabled', budget_tokens: thinking.budgetTokens } }, maxTokens, excludesSampling: true };
  }
  const effort = effortOf(request);
  if (effort === null) return null;
  if (traits.family === 'gpt-oss') return { fields: { reasoning_effort: effort }, excludesSampling: false };
  if (traits.family === 'nova' && /nova-2/.test(model)) {
    return { fields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort } }, excludesSampling: effort === 'high' };
  }
  warnings.add('reasoning_effort');
  return null;
}

function effortOf({ reasoning }: ChatRequest): 'low' | 'medium' | 'high' | null {
  if (reasoning === undefined || reasoning.isOff === true) return null;
  const { effort, maxTokens } = reasoning;
  if (effort === undefined) return maxTokens === undefined ? null : maxTokens <= 4_096 ? 'low' : maxTokens <= 12_288 ? 'medium' : 'high';
  if (effort === 'none' || effort === 'minimal') return null;
  return effort === 'low' || effort === 'medium' ? effort : 'high';
}

function writeFormat(body: Block, system: Block[], request: ChatRequest, writing: Writing): void {
  const format = request.responseFormat;
  if (format === undefined || format.type === 'text') return;
  if (format.type === 'json_object') {
    system.push({ text: 'Answer with one JSON object and nothing else.' });
    writing.warnings.add('response_format');
    return;
  }
  const schema = JSON.stringify(format.schema);
  if (writing.traits.hasSchema) {
    const jsonSchema: Block = { name: format.name, schema };
    if (format.description !== undefined) jsonSchema['description'] = format.description;
    body['outputConfig'] = { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
  } else if (!usesJsonAnswerTool(request, writing)) {
    system.push({ text: `Answer with JSON that conforms to this JSON Schema and nothing else: ${schema}` });
    writing.warnings.add('response_format');
  }
}

/** Converse has no field for it; Claude takes its own. */
function forbidParallelCalls(fields: Block, toolChoice: Block | null, { traits, warnings }: Writing): void {
  if (traits.family !== 'claude' || isForced(toolChoice)) warnings.add('parallel_tool_calls');
  else fields['tool_choice'] = { type: 'auto', disable_parallel_tool_use: true };
}

function writeInference(request: ChatRequest, reasoning: Reasoning | null, fields: Block, writing: Writing, hasSampling: boolean): Block {
  const { traits, warnings } = writing;
  const config: Block = {};
  const limit = reasoning?.maxTokens ?? request.maxOutputTokens;
  const isNovaAtFull = traits.family === 'nova' && reasoning?.excludesSampling === true;
  if (limit !== undefined) {
    if (isNovaAtFull) warnings.add('max_tokens');
    else config['maxTokens'] = limit;
  }
  const stop = request.stop?.filter((sequence) => sequence.trim() !== '') ?? [];
  if (stop.length < (request.stop?.length ?? 0)) warnings.add('stop');
  if (stop.length > 0) config['stopSequences'] = stop;
  const isFree = reasoning?.excludesSampling !== true && (traits.family !== 'claude' || hasSampling);
  writeSampling(config, fields, request, isFree, writing);
  return config;
}

function writeSampling(config: Block, fields: Block, request: ChatRequest, isFree: boolean, { traits, warnings }: Writing): void {
  const { temperature, topP, topK } = request;
  if (!isFree) {
    if (temperature !== undefined && temperature !== 1) warnings.add('temperature');
    if (topP !== undefined && topP !== 1) warnings.add('top_p');
    if (topK !== undefined) warnings.add('top_k');
    return;
  }
  const hasTopP = topP !== undefined && topP !== 1;
  if (temperature !== undefined && !(hasTopP && temperature === 1)) {
    if (temperature > 1) warnings.add('temperature');
    config['temperature'] = Math.min(temperature, 1);
  }
  if (hasTopP) {
    // Newer models of Anthropic refuse the two together.
    if (config['temperature'] !== undefined && traits.family === 'claude') warnings.add('top_p');
    else config['topP'] = topP;
  }
  if (topK === undefined) return;
  if (traits.family === 'claude') fields['top_k'] = topK;
  else if (traits.family === 'nova') fields['inferenceConfig'] = { topK };
  else warnings.add('top_k');
}

const METADATA = /^[a-zA-Z0-9 :_@$#=/+,.-]{1,256}$/;
const MOST_METADATA = 16;

/** Written to the invocation log of the account. The gateway has read it for itself already, so what does not fit is no loss. */
function requestMetadata({ metadata }: ChatRequest): Record<string, string> | null {
  if (metadata === undefined) return null;
  const fitting = Object.entries(metadata).filter(([key, value]) => METADATA.test(key) && METADATA.test(value));
  return fitting.length === 0 ? null : Object.fromEntries(fitting.slice(0, MOST_METADATA));
}

function nameUnsupported(request: ChatRequest, warnings: Set<string>): void {
  if (request.seed !== undefined) warnings.add('seed');
  if (request.presencePenalty !== undefined && request.presencePenalty !== 0) warnings.add('presence_penalty');
  if (request.frequencyPenalty !== undefined && request.frequencyPenalty !== 0) warnings.add('frequency_penalty');
  if (request.choices !== undefined && request.choices > 1) warnings.add('n');
  if (request.logprobs === true) warnings.add('logprobs');
  if (request.topLogprobs !== undefined && request.topLogprobs > 0) warnings.add('top_logprobs');
  if (request.user !== undefined) warnings.add('user');
  for (const field in request.extra) if (request.extra[field] !== false) warnings.add(field);
}
