import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anthropicMessages } from '@tollgate/core/chat/anthropic/index';
import type { AnswerContext, FrontDialect } from '@tollgate/core/chat/front-dialect';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import type { ChatEvent, FinishReason } from '@tollgate/core/chat/response';
import { openAiResponses } from '@tollgate/core/chat/responses/index';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import type { ChatApi } from './adapter.ts';
import { messagesApi } from './anthropic/index.ts';
import { createResponsesApi } from './openai-responses/index.ts';
import { adapterFor } from './registry.ts';
import type { ClientReader, Seen } from './testing/read-as-client.ts';
import { chatReader } from './testing/read-chat.ts';
import { messagesReader } from './testing/read-messages.ts';
import { responsesReader } from './testing/read-responses.ts';

/** Recorded provider traffic, kept outside the repository: every recording is shown to a client of every front dialect. */
const HERE = dirname(fileURLToPath(import.meta.url));
const CORPUS = resolve(process.env['TOLLGATE_CORPUS'] ?? join(HERE, '../../../../shared/corpus'));

type Wanted = { index?: number; text?: string; refusal?: string | null; reasoning?: string; finish?: string; tool_calls?: WantedCall[] };
type WantedCall = { name: string; arguments: unknown };
type Recording = {
  id: string;
  provider: string;
  api: 'chat' | 'messages' | 'responses' | 'generateContent';
  mode: 'json' | 'stream' | 'error';
  files: { response: string };
  expect: Wanted & {
    kind: string;
    status?: string;
    choices?: Wanted[];
    usage?: { input_total: number | null; input_cached?: number; output_total: number } | null;
    stream_error?: unknown;
    text_before_break?: string;
  };
  body: string;
};

type Front = {
  front: FrontDialect;
  reader: ClientReader;
  finish: Record<FinishReason, string[]>;
  hasChoices: boolean;
  hasRefusal: boolean;
};
const FRONTS: Record<string, Front> = {
  'openai-chat': {
    front: openAiChat,
    reader: chatReader,
    finish: { stop: ['stop'], length: ['length'], tool_calls: ['tool_calls'], content_filter: ['content_filter'] },
    hasChoices: true,
    hasRefusal: true,
  },
  'openai-responses': {
    front: openAiResponses,
    reader: responsesReader,
    finish: { stop: ['completed'], length: ['incomplete'], tool_calls: ['completed'], content_filter: ['incomplete'] },
    hasChoices: false,
    hasRefusal: true,
  },
  'anthropic-messages': {
    front: anthropicMessages,
    reader: messagesReader,
    finish: { stop: ['end_turn', 'stop_sequence'], length: ['max_tokens'], tool_calls: ['tool_use'], content_filter: ['refusal'] },
    hasChoices: false,
    hasRefusal: false,
  },
};

const FINISH: Record<string, FinishReason> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
  completed: 'stop',
  incomplete: 'length',
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
};
const APIS = new Set(['chat', 'messages', 'responses', 'generateContent']);

function loadRecordings(): Recording[] {
  const recordings: Recording[] = [];
  for (const folder of readdirSync(CORPUS, { withFileTypes: true })) {
    if (!folder.isDirectory() || folder.name.startsWith('_')) continue;
    const path = join(CORPUS, folder.name);
    for (const file of readdirSync(path).filter((name) => name.endsWith('.meta.json'))) {
      const meta: Recording = JSON.parse(readFileSync(join(path, file), 'utf8'));
      // Work that is still queued has no answer to translate.
      if (!APIS.has(meta.api) || meta.mode === 'error' || meta.expect.status === 'queued') continue;
      recordings.push({ ...meta, body: readFileSync(join(path, meta.files.response), 'utf8') });
    }
  }
  return recordings;
}

function apiOf({ provider, api }: Recording): ChatApi {
  if (api === 'messages') return messagesApi;
  if (api === 'responses') return createResponsesApi();
  const adapter = adapterFor(provider) ?? adapterFor('openai-compatible');
  if (adapter === undefined) throw new Error(`no adapter for ${provider}`);
  return adapter.chat;
}

const context = (front: FrontDialect, stream: boolean, usesFunctions = false): AnswerContext => ({
  request: { dialect: front.dialect, model: 'm', messages: [], stream, includeUsage: true, usesFunctions, extra: {} },
  createdAt: 1,
  uniqueId: 'abcdefghijklmnopqrstuvwxyz',
});

function play(recording: Recording, { front, reader }: Front): Seen {
  const decoder = apiOf(recording).createStreamDecoder();
  const encoder = front.createStreamEncoder(context(front, true));
  let sent = '';
  const write = (event: ChatEvent): void => {
    if (event.type === 'end') sent += encoder.end('0.000125');
    else if (event.type !== 'error') sent += encoder.encode(event);
    else sent += encoder.fail({ status: 502, code: 'upstream_error', message: event.message, param: null, requestId: 'r', gateway: {} });
  };
  const onEvent = (event: EventSourceMessage): void => decoder.push({ event: event.event ?? '', data: event.data }).forEach(write);
  const parser = createParser({ onEvent });
  for (let at = 0; at < recording.body.length; at += 311) parser.feed(recording.body.slice(at, at + 311));
  decoder.close().forEach(write);
  return reader.readStream(sent);
}

function readWhole(recording: Recording, { front, reader }: Front): Seen {
  const response = apiOf(recording).readResponse(JSON.parse(recording.body));
  const given = context(front, false, usesFunctions(recording));
  return reader.readWhole(JSON.parse(JSON.stringify(front.encodeResponse(response, given, '0.000125'))));
}

const wantedChoices = ({ expect: { choices, ...single } }: Recording): Wanted[] => choices ?? [single];
const isBroken = ({ mode, expect: wanted }: Recording): boolean =>
  wanted.kind === 'broken_stream' || (mode === 'stream' && Boolean(wanted.stream_error));
/** What was streamed before a second start cannot be taken back. */
const startsTwice = ({ body }: Recording): boolean =>
  body.split('event: message_start').length > 2 || body.split('"type":"response.created"').length > 2 || body.includes('"partialArgs"');

/** The old form of calls, which only chat clients know. */
const usesFunctions = ({ body }: Recording): boolean => body.includes('"function_call":{') || body.includes('"function_call": {');
/** Written by hand so that the text in the end is not what was streamed. */
const contradictsItself = ({ api, body, expect: wanted }: Recording): boolean => {
  if (api !== 'responses') return false;
  const deltas = body.split('\n').filter((line) => line.includes('"response.output_text.delta"') && line.startsWith('data:'));
  const said = deltas.map((line): string => (JSON.parse(line.slice('data:'.length)) as { delta: string }).delta).join('');
  return said !== '' && !(wanted.text ?? '').startsWith(said);
};

function compare(recording: Recording, front: Front, seen: Seen): void {
  expect(seen.issues).toEqual([]);
  for (const [at, wanted] of wantedChoices(recording).entries()) {
    const found = seen.choices.find(({ index }) => index === (wanted.index ?? at));
    expect(found).toBeDefined();
    if (found === undefined) continue;
    if (wanted.refusal) expect(front.hasRefusal ? found.refusal : found.text).toBe(wanted.refusal);
    else expect(found.text).toBe(wanted.text ?? '');
    if (wanted.reasoning) expect(found.reasoning).toBe(wanted.reasoning);
    const calls = wanted.tool_calls ?? [];
    expect(found.calls.map(({ name }) => name)).toEqual(calls.map(({ name }) => name));
    expect(found.calls.map((call) => call.arguments)).toEqual(calls.map((call) => unwrapped(call.arguments)));
    expect(found.calls.every(({ id }) => typeof id === 'string' && id !== '')).toBe(true);
    expect(new Set(found.calls.map(({ id }) => id)).size).toBe(calls.length);
    compareFinish(recording, wanted, front, found);
  }
  const usage = recording.expect.usage;
  if (!usage || usage.input_total === null) return;
  const cached = Math.min(usage.input_cached ?? 0, usage.input_total);
  expect(seen.usage).toEqual({ input: usage.input_total, output: usage.output_total, cached });
}

function compareFinish(recording: Recording, wanted: Wanted, { finish }: Front, found: Seen['choices'][number]): void {
  if (wanted.finish === 'function_call') return expect(found.finish).toBe('function_call');
  const meant = FINISH[wanted.finish ?? recording.expect.status ?? ''];
  if (meant === undefined) return;
  const accepted = [...finish[meant], ...(meant === 'stop' && found.calls.length > 0 ? finish.tool_calls : [])];
  expect(accepted).toContain(found.finish);
}

/** A custom tool takes plain text. */
const unwrapped = (value: unknown): unknown => {
  const text = (Object(value) as Record<string, unknown>)['__custom_input__'];
  return text === undefined ? value : text;
};

if (existsSync(CORPUS)) {
  const recordings = loadRecordings().filter((recording) => !startsTwice(recording));
  describe.each(Object.entries(FRONTS))('a client of %s', (_name, front) => {
    const shown = recordings.filter(
      (recording) => front.hasChoices || (wantedChoices(recording).length === 1 && !usesFunctions(recording)),
    );
    test.each(shown.filter((recording) => recording.mode === 'json'))('finds all of a whole answer: $id', (recording) => {
      const seen = readWhole(recording, front);
      expect(seen.error).toBeNull();
      compare(recording, front, seen);
    });
    test.each(shown.filter((recording) => recording.mode === 'stream' && !isBroken(recording) && !contradictsItself(recording)))(
      'finds all of a stream: $id',
      (recording) => {
        const seen = play(recording, front);
        expect(seen.ends).toBe(1);
        compare(recording, front, seen);
      },
    );
    test.each(shown.filter(isBroken))('is told when a stream breaks: $id', (recording) => {
      const seen = play(recording, front);
      const text = seen.choices.map((choice) => choice.text).join('');
      expect(seen.issues).toEqual([]);
      const wanted = recording.expect.text_before_break ?? wantedChoices(recording)[0]?.text ?? '';
      // Of several choices, whose texts stand end to end, most dialects show the first.
      expect(front.hasChoices ? text : wanted.slice(0, text.length)).toBe(front.hasChoices ? wanted : text);
      expect(text === '').toBe(wanted === '');
      expect(seen.ends).toBe(0);
      expect(seen.error !== null).toBe(Boolean(recording.expect.stream_error) || recording.id.includes('error_event'));
    });
  });
} else {
  test('without the recordings the encoders are still held to their own fixtures', () => {
    for (const folder of ['openai-responses', 'anthropic']) expect(existsSync(join(HERE, folder, 'stream.test.ts'))).toBe(true);
  });
}
