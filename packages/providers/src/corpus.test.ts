import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnswerContext } from '@tollgate/core/chat/front-dialect';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import type { ChatRequest } from '@tollgate/core/chat/request';
import type { ChatEvent } from '@tollgate/core/chat/response';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import type { ProviderAdapter, SseEvent } from './adapter.ts';
// @boundaries-ignore the frames of recorded binary streams are read as the proxy reads them
import { AwsEventStream } from '../../../apps/proxy/src/stream/aws-event-stream.ts';
import { adapterFor } from './registry.ts';

/** Recorded provider traffic, kept outside the repository. Each recording comes with what an independent decoder read in it. */
const CORPUS = resolve(process.env['TOLLGATE_CORPUS'] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/corpus'));
const DIALECTS = new Set(['chat', 'messages', 'generateContent', 'converse', 'cohere_v2']);

type Call = { id: string; name: string; arguments: unknown };
type Expected = { text?: string; refusal?: string | null; reasoning?: string; tool_calls?: Call[]; finish?: string; index?: number };
type Recording = {
  id: string;
  provider: string;
  api: string;
  mode: 'json' | 'stream' | 'error';
  status: number;
  response_headers: Record<string, string>;
  files: { response: string };
  expect: Expected & {
    kind: string;
    choices?: Expected[];
    usage?: { input_total: number | null; input_cached?: number; output_total: number; note?: string } | null;
    stream_error?: unknown;
    text_before_break?: string;
    /** What Cohere says beside its calls; a client may get it as the beginning of the text. */
    tool_plan?: string | null;
  };
  body: string;
  bytes: Buffer;
};

const FINISH: Record<string, string[]> = {
  stop: ['stop'],
  length: ['length'],
  tool_calls: ['tool_calls'],
  function_call: ['function_call'],
  content_filter: ['content_filter'],
  end_turn: ['stop'],
  stop_sequence: ['stop'],
  pause_turn: ['stop'],
  max_tokens: ['length'],
  model_context_window_exceeded: ['length'],
  tool_use: ['tool_calls'],
  refusal: ['content_filter'],
  STOP: ['stop'],
  '1': ['stop'],
  MAX_TOKENS: ['length'],
  SAFETY: ['content_filter'],
  guardrail_intervened: ['content_filter'],
  COMPLETE: ['stop'],
  TOOL_CALL: ['tool_calls'],
};

function loadRecordings(): Recording[] {
  const recordings: Recording[] = [];
  for (const folder of readdirSync(CORPUS, { withFileTypes: true })) {
    if (!folder.isDirectory() || folder.name.startsWith('_')) continue;
    const path = join(CORPUS, folder.name);
    for (const file of readdirSync(path).filter((name) => name.endsWith('.meta.json'))) {
      const meta: Recording = JSON.parse(readFileSync(join(path, file), 'utf8'));
      if (!DIALECTS.has(meta.api)) continue;
      const bytes = readFileSync(join(path, meta.files.response));
      recordings.push({ ...meta, bytes, body: bytes.toString('utf8') });
    }
  }
  return recordings;
}

function adapterOf(recording: Recording): ProviderAdapter {
  const adapter = adapterFor(recording.provider) ?? adapterFor('openai-compatible');
  if (adapter === undefined) throw new Error(`no adapter for ${recording.provider}`);
  return adapter;
}

const isBroken = (recording: Recording): boolean =>
  recording.expect.kind === 'broken_stream' || (recording.mode === 'stream' && recording.expect.stream_error !== undefined);

/** The answer starts anew in the middle: what was streamed before cannot be taken back, so no translation matches. */
const startsTwice = (recording: Recording): boolean => recording.body.split('event: message_start').length > 2;

/** Arguments that come value by value, which a client must ask for: the oracle leaves them out. */
const hasPartialArguments = (recording: Recording): boolean => recording.body.includes('"partialArgs"');

type SeenCall = { id: string; name: string; arguments: string };
type Choice = { text: string; reasoning: string; refusal: string | null; calls: Map<number, SeenCall>; finish: string | null };
type SeenUsage = { prompt_tokens: number; completion_tokens: number; prompt_tokens_details: { cached_tokens: number } };
type Seen = { choices: Map<number, Choice>; usage: SeenUsage | null; error: string | null; done: number };

/** What a client of OpenAI's dialect finds in a message or in a delta. */
type Spoken = {
  role?: string;
  content?: string | null;
  reasoning_content?: string;
  refusal?: string | null;
  tool_calls?: { index: number; id?: string; function?: { name?: string; arguments?: string }; custom?: { name: string; input: string } }[];
};
type Chunk = {
  object: string;
  error?: { message: string };
  usage?: SeenUsage;
  choices: { index: number; delta: Spoken; finish_reason: string | null }[];
};
type Completion = { usage?: SeenUsage; choices: { index: number; message: Spoken; finish_reason: string }[] };

const context = (given: Partial<ChatRequest>): AnswerContext => ({
  request: { dialect: 'openai-chat', model: 'm', messages: [], stream: false, includeUsage: false, extra: {}, ...given },
  createdAt: 0,
  uniqueId: 'u',
});

function feed({ api, body, bytes }: Recording, take: (event: SseEvent) => void): void {
  if (api === 'converse') {
    const frames = new AwsEventStream({
      onEvent: (event, data) => take({ event, data }),
      onFailure: ({ message }) => expect.fail(message),
    });
    for (let at = 0; at < bytes.length; at += 97) frames.push(bytes.subarray(at, at + 97));
    return;
  }
  const parser = createParser({ onEvent: ({ event, data }: EventSourceMessage) => take({ event: event ?? '', data }) });
  for (let at = 0; at < body.length; at += 97) parser.feed(body.slice(at, at + 97));
}

/** Plays a recorded stream through decoder and encoder and reads the result as a client does. */
function play(recording: Recording): Seen {
  const decoder = adapterOf(recording).chat.createStreamDecoder();
  const encoder = openAiChat.createStreamEncoder(context({ stream: true, includeUsage: true }));
  const write = (event: ChatEvent): string => {
    if (event.type === 'end') return encoder.end(null);
    if (event.type !== 'error') return encoder.encode(event);
    return encoder.fail({ status: 502, code: 'upstream_error', message: event.message, param: null, requestId: 'req_1', gateway: {} });
  };
  let sent = '';
  const take = (event: SseEvent): void => {
    for (const chatEvent of decoder.push(event)) sent += write(chatEvent);
  };
  feed(recording, take);
  for (const chatEvent of decoder.close()) sent += write(chatEvent);
  return readAsClient(sent);
}

function readAsClient(sse: string): Seen {
  const seen: Seen = { choices: new Map(), usage: null, error: null, done: 0 };
  for (const line of sse.split('\n\n').filter(Boolean)) {
    expect(line.startsWith('data: ')).toBe(true);
    const data = line.slice('data: '.length);
    expect(seen.done).toBe(0);
    if (data === '[DONE]') {
      seen.done++;
      continue;
    }
    const chunk: Chunk = JSON.parse(data);
    if (chunk.error !== undefined) {
      seen.error = chunk.error.message;
      continue;
    }
    expect(chunk.object).toBe('chat.completion.chunk');
    if (chunk.usage) seen.usage = chunk.usage;
    for (const entry of chunk.choices) {
      let choice = seen.choices.get(entry.index);
      if (choice === undefined) {
        expect(entry.delta.role).toBe('assistant');
        choice = { text: '', reasoning: '', refusal: null, calls: new Map(), finish: null };
        seen.choices.set(entry.index, choice);
      } else {
        expect(entry.delta.role).toBeUndefined();
      }
      choice.text += entry.delta.content ?? '';
      choice.reasoning += entry.delta.reasoning_content ?? '';
      if (entry.delta.refusal) choice.refusal = (choice.refusal ?? '') + entry.delta.refusal;
      for (const call of entry.delta.tool_calls ?? []) {
        const slot = choice.calls.get(call.index) ?? { id: '', name: '', arguments: '' };
        slot.id += call.id ?? '';
        slot.name += call.function?.name ?? '';
        slot.arguments += call.function?.arguments ?? '';
        choice.calls.set(call.index, slot);
      }
      if (entry.finish_reason) choice.finish = entry.finish_reason;
    }
  }
  return seen;
}

function readWhole(recording: Recording): Seen {
  const usesFunctions = recording.body.includes('"function_call"');
  const response = adapterOf(recording).chat.readResponse(JSON.parse(recording.body));
  const encoded: Completion = JSON.parse(JSON.stringify(openAiChat.encodeResponse(response, context({ usesFunctions }), null)));
  const seen: Seen = { choices: new Map(), usage: encoded.usage ?? null, error: null, done: 1 };
  for (const { index, message, finish_reason: finish } of encoded.choices) {
    const calls = new Map<number, SeenCall>();
    for (const [at, call] of (message.tool_calls ?? []).entries()) {
      const name = call.function?.name ?? call.custom?.name ?? '';
      calls.set(at, { id: call.id ?? '', name, arguments: call.function?.arguments ?? call.custom?.input ?? '' });
    }
    seen.choices.set(index, {
      text: message.content ?? '',
      reasoning: message.reasoning_content ?? '',
      refusal: message.refusal ?? null,
      calls,
      finish,
    });
  }
  return seen;
}

type Cited = { text?: string; citationsContent?: { content?: { text: string }[] } };

/** The oracle leaves out Cohere's plan, and what Bedrock says with a citation: both are part of what a client should read. */
function textOf(recording: Recording, choice: Expected): string {
  if (recording.api !== 'converse' || !recording.body.includes('"citationsContent"'))
    return (recording.expect.tool_plan ?? '') + (choice.text ?? '');
  const answer: { output: { message: { content: Cited[] } } } = JSON.parse(recording.body);
  const texts = answer.output.message.content.flatMap(
    ({ text, citationsContent }) => text ?? citationsContent?.content?.map((part) => part.text),
  );
  return texts.join('');
}

function compareChoice(wanted: Expected, seen: Choice, text: string): void {
  if (wanted.refusal) expect(seen.refusal).toBe(wanted.refusal);
  else expect(seen.text).toBe(text);
  // The oracle reads plain reasoning only; an answer may show summaries besides.
  if (wanted.reasoning) expect(seen.reasoning).toBe(wanted.reasoning);
  const calls = [...seen.calls.values()];
  expect(calls.map((call) => call.name)).toEqual((wanted.tool_calls ?? []).map((call) => call.name));
  for (const [at, call] of calls.entries()) {
    expect(call.arguments === '' ? {} : tryParse(call.arguments)).toEqual(wanted.tool_calls?.[at]?.arguments);
  }
  expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length);
  expect(calls.every((call) => call.id !== '')).toBe(true);
  const accepted = FINISH[wanted.finish ?? ''];
  if (accepted !== undefined)
    expect(accepted.concat(accepted[0] === 'stop' && calls.length > 0 ? ['tool_calls'] : [])).toContain(seen.finish);
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function compareUsage(recording: Recording, usage: SeenUsage | null): void {
  const wanted = recording.expect.usage;
  if (!wanted || wanted.input_total === null) return;
  expect(usage).not.toBeNull();
  const cachedSeen = usage?.prompt_tokens_details.cached_tokens;
  const seen = { input: usage?.prompt_tokens, output: usage?.completion_tokens, cached: cachedSeen };
  // A provider that claims more cached tokens than the prompt has is not believed: the buckets must add up.
  const cached = Math.min(wanted.input_cached ?? 0, wanted.input_total);
  expect(seen).toEqual({ input: wanted.input_total, output: wanted.output_total, cached });
}

function compareAnswer(recording: Recording, seen: Seen): void {
  const wanted = recording.expect.choices ?? [recording.expect];
  expect([...seen.choices.keys()].toSorted()).toEqual(wanted.map((choice, at) => choice.index ?? at).toSorted());
  for (const [at, choice] of wanted.entries()) {
    const found = seen.choices.get(choice.index ?? at);
    if (found !== undefined) compareChoice(choice, found, textOf(recording, choice));
  }
  compareUsage(recording, seen.usage);
}

function acceptableOutcomes({ status, body }: Recording): string[] {
  if (status >= 500) return ['server_error', 'timeout'];
  if (/insufficient|credit balance|api key/i.test(body)) return ['auth'];
  if (/content_filter/.test(body)) return ['content_filter'];
  if (/too long|too large|maximum context|maximum number of tokens/i.test(body)) return ['context_length'];
  if (status === 401 || status === 403) return ['auth'];
  if (status === 404) return ['model_unavailable'];
  return status === 429 ? ['rate_limited'] : ['invalid_request'];
}

if (existsSync(CORPUS)) {
  const recordings = loadRecordings();
  const ofMode = (mode: Recording['mode']) => recordings.filter((recording) => recording.mode === mode && !isBroken(recording));
  describe('a recorded whole answer is read as its provider meant it', () => {
    test.each(ofMode('json'))('$id', (recording) => {
      const seen = readWhole(recording);
      expect(seen.choices.size).toBeGreaterThan(0);
      compareAnswer(recording, seen);
    });
  });
  describe('a recorded stream is relayed as its provider meant it', () => {
    test.each(ofMode('stream').filter((recording) => !startsTwice(recording) && !hasPartialArguments(recording)))('$id', (recording) => {
      const seen = play(recording);
      expect(seen.error).toBeNull();
      expect(seen.done).toBe(1);
      compareAnswer(recording, seen);
    });
  });
  describe('a recorded stream that broke never looks complete', () => {
    test.each(recordings.filter(isBroken))('$id', (recording) => {
      const seen = play(recording);
      const text = [...seen.choices.values()].map((choice) => choice.text).join('');
      expect(text).toBe(recording.expect.text_before_break ?? (recording.expect.choices ?? []).map((choice) => choice.text).join(''));
      expect(seen.done).toBe(0);
      const hasOwnError = recording.expect.stream_error !== undefined || recording.id.includes('error_event');
      expect(seen.error !== null).toBe(hasOwnError);
    });
  });
  describe('a recorded error names its cause without markup and without blaming the caller for a credential', () => {
    test.each(ofMode('error'))('$id', (recording) => {
      const error = adapterOf(recording).readError(recording.status, recording.response_headers, recording.body);
      expect(error.message).not.toBe('');
      expect(error.message).not.toMatch(/<html|<!doctype/i);
      expect(acceptableOutcomes(recording)).toContain(error.outcome);
    });
  });
} else {
  test('without the recordings the decoders are still held to their own fixtures', () => {
    const here = dirname(fileURLToPath(import.meta.url));
    for (const folder of ['openai-compatible', 'anthropic']) expect(existsSync(join(here, folder, 'stream.test.ts'))).toBe(true);
  });
}
