import type { ChatRequest } from '@tollgate/core/chat/request';
import type { Writing } from './parts.ts';
import { writeSchema } from './schema.ts';
import { writeThinking } from './thinking.ts';
import type { WrittenTools } from './tools.ts';

type Fields = Record<string, unknown>;

const MOST_STOPS = 5;
const MOST_LOGPROBS = 20;
/** The API's seeds are 32 bits wide. */
const SEED_RANGE = 2 ** 31;

export function writeGenerationConfig(request: ChatRequest, writing: Writing, schemaBy: WrittenTools['schemaBy']): Fields {
  const config: Fields = {};
  if (request.maxOutputTokens !== undefined) config['maxOutputTokens'] = request.maxOutputTokens;
  writeSampling(config, request, writing);
  writeStops(config, request, writing.warnings);
  writeLogprobs(config, request);
  if (request.choices !== undefined && request.choices > 1) config['candidateCount'] = request.choices;
  const thinking = writeThinking(request.reasoning, writing.traits, writing.warnings);
  if (thinking !== null) config['thinkingConfig'] = thinking;
  writeFormat(config, request, writing, schemaBy);
  writeResolution(config, writing);
  return config;
}

function writeSampling(config: Fields, request: ChatRequest, { traits, warnings }: Writing): void {
  const { temperature, topP, topK, seed, presencePenalty, frequencyPenalty } = request;
  if (temperature !== undefined) config['temperature'] = temperature;
  if (topP !== undefined) config['topP'] = topP;
  if (topK !== undefined) config['topK'] = topK;
  if (seed !== undefined) {
    config['seed'] = Math.trunc(seed) % SEED_RANGE;
    if (config['seed'] !== seed) warnings.add('seed');
  }
  if (presencePenalty !== undefined && presencePenalty !== 0) {
    if (traits.hasPenalties) config['presencePenalty'] = presencePenalty;
    else warnings.add('presence_penalty');
  }
  if (frequencyPenalty !== undefined && frequencyPenalty !== 0) {
    if (traits.hasPenalties) config['frequencyPenalty'] = frequencyPenalty;
    else warnings.add('frequency_penalty');
  }
}

function writeStops(config: Fields, request: ChatRequest, warnings: Set<string>): void {
  const stops = (request.stop ?? []).filter((stop) => stop !== '');
  if (stops.length > MOST_STOPS) warnings.add('stop');
  if (stops.length > 0) config['stopSequences'] = stops.slice(0, MOST_STOPS);
}

function writeLogprobs(config: Fields, request: ChatRequest): void {
  if (request.logprobs !== true) return;
  config['responseLogprobs'] = true;
  if (request.topLogprobs !== undefined && request.topLogprobs > 0) config['logprobs'] = Math.min(request.topLogprobs, MOST_LOGPROBS);
}

function writeFormat(config: Fields, request: ChatRequest, { traits, warnings }: Writing, schemaBy: WrittenTools['schemaBy']): void {
  if (schemaBy !== 'field') return;
  config['responseMimeType'] = 'application/json';
  const format = request.responseFormat;
  if (format?.type !== 'json_schema') return;
  if (!writeSchema(config, 'response', format.schema, traits)) warnings.add('response_format');
}

/** One resolution holds for all images of a request. */
function writeResolution(config: Fields, { details, warnings }: Writing): void {
  if (!details.has('low') && !details.has('high')) return;
  if (details.size > 1) warnings.add('image_url.detail');
  else config['mediaResolution'] = details.has('low') ? 'MEDIA_RESOLUTION_LOW' : 'MEDIA_RESOLUTION_HIGH';
}
