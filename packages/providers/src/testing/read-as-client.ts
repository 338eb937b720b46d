import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';

export type SeenCall = { id: unknown; name: unknown; arguments: unknown };
/** What a client finds in an answer, whatever its dialect. `error` is the message of an error event, `ends` how often it ended well. */
export type Seen = {
  choices: { index: number; text: string; refusal: string | null; reasoning: string; calls: SeenCall[]; finish: unknown }[];
  usage: { input: unknown; output: unknown; cached: unknown } | null;
  error: string | null;
  ends: number;
  issues: string[];
};
export type ClientReader = { readWhole(body: JsonObject): Seen; readStream(sse: string): Seen };

type Named = { name: string; value: JsonObject };

/** Events of a stream; the terminal of chat completions is counted apart. */
export function parseEvents(sse: string): { events: Named[]; dones: number } {
  const events: Named[] = [];
  let dones = 0;
  for (const block of sse.split('\n\n').filter(Boolean)) {
    const lines = block.split('\n');
    const name = lines.find((line) => line.startsWith('event: '))?.slice('event: '.length) ?? '';
    const data = lines.find((line) => line.startsWith('data: '))?.slice('data: '.length) ?? '';
    if (data === '[DONE]') dones++;
    else events.push({ name, value: JSON.parse(data) });
  }
  return { events, dones };
}

export function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function object(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
