import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerContext } from '@tollgate/core/chat/front-dialect';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import { adapterFor } from '@tollgate/providers/registry';
import { requestFact } from '@tollgate/testing/usage-facts';
import { waitFor } from '@tollgate/testing/wait-for';
import { Pool } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProxyDeps } from '../deps.ts';
import type { CallerOptions } from '../http/caller-options.ts';
import { StreamSweeper } from '../stream/stream-sweeper.ts';
import type { UpstreamTarget } from '../upstream/target.ts';
import { MAX_SIDE_BYTES } from '../usage/content-keeper.ts';
import { Attempt } from './attempt.ts';
import type { Caller } from './authenticate.ts';
import { Exchange } from './exchange.ts';
import { ClientStream } from '../stream/client-stream.ts';
import { StreamAttempt } from './stream-attempt.ts';
import { StreamedAnswer } from './streamed-answer.ts';

const OPTIONS: CallerOptions = { metadata: {}, tags: [], user: null, session: null, timeoutMs: null, keepsContent: true, warnings: [] };
const CALLER = { key: { requestsPerMinute: 0 } } as unknown as Caller;
const CHUNK = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x'.repeat(1000) }, finish_reason: null }] })}\n\n`;

let client: Server;
let upstream: Server;
let pool: Pool;
let sweeper: StreamSweeper;
let folder: string;
let answerUpstream: (response: ServerResponse) => void;
const received: { request: IncomingMessage; response: ServerResponse }[] = [];

const listen = (server: Server) => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-stream-'));
  client = createServer((request, response) => received.push({ request, response }));
  upstream = createServer((request, response) => {
    request.resume();
    answerUpstream(response);
  });
  await Promise.all([listen(client), listen(upstream)]);
  pool = new Pool(urlOf(upstream));
  sweeper = new StreamSweeper();
});
afterEach(async () => {
  sweeper.close();
  await pool.destroy();
  for (const server of [client, upstream]) {
    server.close();
    server.closeAllConnections();
  }
  received.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

const CONTEXT: AnswerContext = {
  request: { dialect: 'openai-chat', model: 'm', messages: [], stream: true, includeUsage: false, extra: {} },
  createdAt: 1,
  uniqueId: 'u',
};

function target(): UpstreamTarget {
  const adapter = adapterFor('openai');
  if (adapter === undefined) throw new Error('OpenAI is a provider');
  return {
    adapter,
    apis: () => adapter.chat,
    authentication: adapter.authentication({}),
    settings: {},
    credentialId: null,
    provider: 'openai',
    model: 'm',
    origin: urlOf(upstream),
    basePath: '',
    secret: '',
    isOperators: true,
    healthKey: 'x',
    retries: null,
    hasBreaker: true,
    price: () => null,
  };
}

/** A client call that waits for its answer, and an upstream call under way for it. */
async function begin() {
  const fetched = fetch(urlOf(client), { method: 'POST', body: '{}' });
  // A test that ends the call itself does not read its answer.
  fetched.catch(() => undefined);
  await waitFor('the call', () => received.length === 1);
  const [{ request, response } = { request: undefined, response: undefined }] = received;
  if (!request || !response) throw new Error('A call was received');
  const exchange = new Exchange(openAiChat, request, response, 100_000);
  const progress: [string, number][] = [];
  const deps = { sweeper, usage: { progress: (id: string, pieces: number) => progress.push([id, pieces]) } } as unknown as ProxyDeps;
  const answer = new StreamedAnswer(deps, exchange, CALLER, requestFact(), OPTIONS, CONTEXT);
  const made = target();
  const attempt = new Attempt(made, made.adapter.chat, 1, 10);
  const stream = new StreamAttempt(pool, { path: '/', headers: {}, body: '{}', warnings: [] }, attempt, {
    front: openAiChat,
    context: CONTEXT,
    timeoutMs: 100_000,
  });
  answer.waitFor(stream);
  return { fetched, exchange, answer, attempt, stream, progress };
}

describe('a stream without content yet', () => {
  it('says nothing for fifteen seconds; then the head and a comment go out, and again every fifteen seconds', async () => {
    answerUpstream = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    const { fetched, exchange, answer } = await begin();
    const start = exchange.startedTick;
    answer.sweep(start + 14_999);
    expect(answer.isStarted).toBe(false);
    answer.sweep(start + 15_001);
    expect(answer.isStarted).toBe(true);
    answer.sweep(start + 30_000);
    answer.sweep(start + 30_002);
    const response = await fetched;
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(response.headers.get('x-request-id')).toBe(exchange.requestId);
    answer.fail({ status: 502, code: 'upstream_error', message: 'No target answered.' });
    const text = await response.text();
    expect(text.match(/: keep-alive\n\n/g)).toHaveLength(2);
    expect(text).toContain('data: {"error":{"message":"No target answered."');
    expect(text).not.toContain('[DONE]');
  });

  it('that gets its first content and an error in one piece has begun and has ended', async () => {
    const content = { choices: [{ index: 0, delta: { content: 'The capital' }, finish_reason: null }] };
    answerUpstream = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify(content)}\n\ndata: ${JSON.stringify({ error: { message: 'Overloaded', code: 503 } })}\n\n`);
    };
    const { stream, exchange } = await begin();
    expect(await stream.start).toEqual({ kind: 'content' });
    const reader = new ClientStream(exchange.response, () => ({ 'content-type': 'text/event-stream' }), exchange.startedTick);
    expect(await stream.relayTo(reader)).toMatchObject({ outcome: 'server_error', message: 'Overloaded' });
    reader.end('');
  });

  it('is given up when the time for its request is over', async () => {
    answerUpstream = () => undefined;
    const { exchange, answer, stream } = await begin();
    answer.sweep(exchange.deadlineTick - 1);
    answer.sweep(exchange.deadlineTick);
    expect(await stream.start).toMatchObject({ kind: 'failure', error: { outcome: 'timeout' } });
    exchange.response.destroy();
  });
});

describe('what is kept of an answer', () => {
  it('is bounded while it streams, however long the answer is', async () => {
    answerUpstream = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let i = 0; i < 2000; i++) response.write(CHUNK);
      response.end('data: [DONE]\n\n');
    };
    const { fetched, stream, exchange } = await begin();
    stream.captured = [];
    expect(await stream.start).toEqual({ kind: 'content' });
    const reading = fetched.then((response) => response.text());
    const end = await stream.relayTo(new ClientStream(exchange.response, () => ({}), 0));
    exchange.response.end();
    expect(end.outcome).toBe('success');
    expect((await reading).length).toBe(CHUNK.length * 2000);
    const kept = stream.captured.reduce((sum, part) => sum + part.length, 0);
    expect(kept).toBeGreaterThan(MAX_SIDE_BYTES);
    expect(kept).toBeLessThan(MAX_SIDE_BYTES + 1024 * 1024);
    expect(stream.relay.pieces).toBe(2000);
  });
});
