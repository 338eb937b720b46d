import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatRequest } from '@tollgate/core/chat/request';
import type { Writing } from './parts.ts';

type Fields = Record<string, unknown>;

/** Fields of this API that callers of OpenAI's dialects add to a body under these names. */
const OWN_FIELDS: Record<string, string> = { safety_settings: 'safetySettings', cached_content: 'cachedContent' };

/** Puts fields without a canonical name where the API has a place for them; the others are named in the warnings. */
export function writeExtra(
  request: ChatRequest,
  writing: Writing,
  into: { body: Fields; config: Fields; headers: Record<string, string> },
): void {
  for (const field in request.extra) {
    const value = request.extra[field];
    const own = Object.hasOwn(OWN_FIELDS, field) ? OWN_FIELDS[field] : undefined;
    if (own !== undefined) into.body[own] = value;
    else if (field === 'modalities' && Array.isArray(value)) writeModalities(value, request, into.config, writing.warnings);
    else if (field === 'audio' && isJsonObject(value)) writeSpeech(value, into.config, writing.warnings);
    else if (field === 'service_tier' && request.dialect !== 'anthropic-messages') writeTier(value, writing, into);
    else if (value !== false) writing.warnings.add(field);
  }
}

function writeModalities(wanted: readonly unknown[], request: ChatRequest, config: Fields, warnings: Set<string>): void {
  const modalities = wanted.filter((one): one is string => one === 'text' || one === 'image' || one === 'audio');
  // Models that speak do nothing else, and only a whole answer has a place for sound.
  const hasAudio = modalities.includes('audio');
  if (modalities.length < wanted.length || (hasAudio && request.stream)) warnings.add('modalities');
  if (hasAudio) config['responseModalities'] = ['AUDIO'];
  else if (modalities.includes('image')) config['responseModalities'] = modalities.map((one) => one.toUpperCase());
}

function writeSpeech(audio: Fields, config: Fields, warnings: Set<string>): void {
  if (typeof audio['voice'] === 'string') {
    config['speechConfig'] = { voiceConfig: { prebuiltVoiceConfig: { voiceName: audio['voice'] } } };
  }
  // What comes is 16-bit PCM.
  if (audio['format'] !== undefined && audio['format'] !== 'pcm16') warnings.add('audio.format');
}

function writeTier(
  tier: unknown,
  { flavour, warnings }: Writing,
  { body, headers }: { body: Fields; headers: Record<string, string> },
): void {
  if (tier === 'auto' || tier === 'default') return;
  if (tier !== 'flex' && tier !== 'priority') warnings.add('service_tier');
  else if (flavour === 'gemini') body['serviceTier'] = tier;
  else headers['x-vertex-ai-llm-shared-request-type'] = tier;
}
