import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalEntry } from './journal.ts';
import { SIMULATOR_PROFILES } from './profiles.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

let simulator: Simulator;
let openai: OpenAI;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
  openai = new OpenAI({ apiKey: 'unused', baseURL: simulator.url, maxRetries: 0 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await fetch(`${simulator.url.slice(0, -3)}/__journal`, { method: 'DELETE' });
});

const messages = [{ role: 'user' as const, content: 'Say these seven words back to me' }];
const ECHO_PIECES = 7;

function post(model: string, extra: Record<string, unknown> = {}, options: RequestInit = {}): Promise<Response> {
  return fetch(`${simulator.url}/chat/completions`, { method: 'POST', body: JSON.stringify({ model, messages, ...extra }), ...options });
}

/** The data of each event, in order. */
function eventsOf(body: string): string[] {
  return body
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.replace(/^data: /, ''));
}

function lastEntry(): JournalEntry {
  return simulator.journal().at(-1)!;
}

/** Reads until the body ends or breaks off. */
async function readToEnd(response: Response): Promise<{ text: string; broke: boolean }> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array, { stream: true });
    return { text, broke: false };
  } catch {
    return { text, broke: true };
  }
}

/** Waits for what the server notices on its own. */
function journalled(check: (entry: JournalEntry) => void): Promise<void> {
  return vi.waitFor(() => check(lastEntry()), { timeout: 2000, interval: 5 });
}

describe('the official client', () => {
  it('gets a whole answer with the usage that is journalled', async () => {
    const completion = await openai.chat.completions.create(
      { model: 'sim/echo', messages },
      { headers: { 'x-request-id': 'req_1', 'x-tollgate-attempt-id': 'att_1' } },
    );
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: messages[0]!.content } });
    expect(completion.usage).toMatchObject({ prompt_tokens: 8, completion_tokens: ECHO_PIECES, total_tokens: 8 + ECHO_PIECES });
    await journalled((entry) =>
      expect(entry).toMatchObject({
        requestId: 'req_1',
        attemptId: 'att_1',
        model: 'sim/echo',
        status: 200,
        promptTokens: 8,
        completionTokens: ECHO_PIECES,
        end: 'completed',
      }),
    );
  });

  it('gets the same answer as a stream, a word a chunk, with usage when it asks', async () => {
    const stream = await openai.chat.completions.create({ model: 'echo', messages, stream: true, stream_options: { include_usage: true } });
    const texts: string[] = [];
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta.content;
      if (text) texts.push(text);
      usage = chunk.usage;
    }
    expect(texts).toHaveLength(ECHO_PIECES);
    expect(texts.join('')).toBe(messages[0]!.content);
    expect(usage).toMatchObject({ prompt_tokens: 8, completion_tokens: ECHO_PIECES });
    await journalled((entry) => expect(entry).toMatchObject({ stream: true, end: 'completed', completionTokens: ECHO_PIECES }));
  });

  it.each([false, true])('gets a tool call with arguments that fit the schema (stream: %s)', async (stream) => {
    const tools = [
      {
        type: 'function' as const,
        function: {
          name: 'weather',
          parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } } },
        },
      },
    ];
    const body = { model: 'tool-call', messages, tools };
    const completion = stream
      ? await openai.chat.completions.stream(body).finalChatCompletion()
      : await openai.chat.completions.create(body);
    const [call] = completion.choices[0]!.message.tool_calls ?? [];
    expect(completion.choices[0]!.finish_reason).toBe('tool_calls');
    expect(call).toMatchObject({ type: 'function', id: expect.stringMatching(/^call_/), function: { name: 'weather' } });
    expect(JSON.parse(call?.type === 'function' ? call.function.arguments : '')).toEqual({ city: 'text', days: 2 });
  });

  it('lists every profile as a model', async () => {
    const models = await openai.models.list();
    expect(models.data.map((model) => model.id)).toEqual(SIMULATOR_PROFILES.map((profile) => profile.name));
  });

  it('understands each refusal as the error that it stands for', async () => {
    const errors: [string, new (...parameters: never[]) => Error][] = [
      ['rate-limited', OpenAI.RateLimitError],
      ['insufficient-quota', OpenAI.RateLimitError],
      ['server-error', OpenAI.InternalServerError],
      ['auth-error', OpenAI.AuthenticationError],
      ['bad-request', OpenAI.BadRequestError],
      ['context-length', OpenAI.BadRequestError],
      ['no-such-profile', OpenAI.NotFoundError],
    ];
    for (const [model, error] of errors) await expect(openai.chat.completions.create({ model, messages })).rejects.toBeInstanceOf(error);
  });
});

describe('answers', () => {
  it('are the same bytes for the same call', async () => {
    for (const extra of [{}, { stream: true, stream_options: { include_usage: true } }]) {
      for (const model of ['echo', 'fixed', 'tool-call']) {
        const [first, second] = await Promise.all([post(model, extra), post(model, extra)]);
        expect(await first.text()).toBe(await second.text());
      }
    }
  });

  it('count the text of every message, a quarter of a token a character, rounded up', async () => {
    const long = [
      { role: 'system', content: 'abc' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'de' },
          { type: 'image_url', image_url: { url: 'data:,' } },
        ],
      },
      { role: 'assistant', content: null, tool_calls: [] },
    ];
    const body = await (await post('echo', { messages: long })).json();
    expect(body).toMatchObject({ usage: { prompt_tokens: 2, completion_tokens: 1 }, choices: [{ message: { content: 'de' } }] });
  });

  it('stop at the limit of tokens asked for and say so', async () => {
    for (const limit of ['max_tokens', 'max_completion_tokens']) {
      expect(await (await post('echo', { [limit]: 3 })).json()).toMatchObject({
        usage: { completion_tokens: 3 },
        choices: [{ finish_reason: 'length', message: { content: 'Say these seven' } }],
      });
    }
  });

  it('report exactly the usage asked for', async () => {
    const model = 'usage:prompt=1000,completion=500,cached=200,reasoning=120';
    const usage = {
      prompt_tokens: 1000,
      completion_tokens: 500,
      total_tokens: 1500,
      prompt_tokens_details: { cached_tokens: 200 },
      completion_tokens_details: { reasoning_tokens: 120 },
    };
    expect(await (await post(model)).json()).toMatchObject({ usage });
    const events = eventsOf(await (await post(model, { stream: true, stream_options: { include_usage: true } })).text());
    expect(JSON.parse(events.at(-2)!)).toMatchObject({ choices: [], usage });
    expect(lastEntry()).toMatchObject({ promptTokens: 1000, cachedTokens: 200, completionTokens: 500, reasoningTokens: 120 });
  });

  it('put a null usage in each chunk and one usage chunk at the end only when asked, and [DONE] once', async () => {
    const asked = eventsOf(await (await post('fixed', { stream: true, stream_options: { include_usage: true } })).text());
    expect(asked.pop()).toBe('[DONE]');
    const chunks = asked.map((event) => JSON.parse(event));
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null && chunk.choices.length === 1)).toBe(true);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 8 } });
    expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '', refusal: null });

    const unasked = await (await post('fixed', { stream: true })).text();
    expect(unasked).not.toContain('usage');
    expect(eventsOf(unasked).at(-1)).toBe('[DONE]');
  });

  it('never report usage when they are not to, though it is journalled', async () => {
    expect(await (await post('no-usage')).json()).not.toHaveProperty('usage');
    expect(await (await post('no-usage', { stream: true, stream_options: { include_usage: true } })).text()).not.toContain('"usage"');
    expect(lastEntry().completionTokens).toBeGreaterThan(0);
  });

  it('come at the pace asked for', async () => {
    const startMs = performance.now();
    const response = await post('paced:tokens=5,interval=60', { stream: true });
    const firstMs = performance.now() - startMs;
    const events = eventsOf(await response.text());
    const totalMs = performance.now() - startMs;
    expect(events.filter((event) => event.includes('"content":"') && !event.includes('"role"'))).toHaveLength(5);
    expect(totalMs).toBeGreaterThan(5 * 60 - 5);
    expect(firstMs).toBeLessThan(totalMs / 2);
  });

  it('wait before the headers when asked', async () => {
    const startMs = performance.now();
    await post('fixed:delay=60');
    expect(performance.now() - startMs).toBeGreaterThan(55);
  });

  it('are filtered with the finish reason that says so', async () => {
    expect(await (await post('content-filter:after=2')).json()).toMatchObject({
      choices: [{ finish_reason: 'content_filter', message: { content: 'This is' } }],
    });
  });

  it('call the tool chosen, and none when there are none, when told so or after a tool answered', async () => {
    const tools = ['a', 'b'].map((name) => ({ type: 'function', function: { name } }));
    const call = async (extra: Record<string, unknown>) =>
      (
        (await (await post('tool-call', extra)).json()) as {
          choices: [{ finish_reason: string; message: { tool_calls?: { function: { name: string; arguments: string } }[] } }];
        }
      ).choices[0];
    expect((await call({ tools, tool_choice: { type: 'function', function: { name: 'b' } } })).message.tool_calls?.[0]?.function).toEqual({
      name: 'b',
      arguments: '{}',
    });
    for (const extra of [
      {},
      { tools, tool_choice: 'none' },
      { tools, messages: [...messages, { role: 'tool', tool_call_id: 'x', content: '5' }] },
    ])
      expect((await call(extra)).finish_reason).toBe('stop');
  });
});

describe('faults', () => {
  it('of rate limits say how long to wait', async () => {
    const response = await post('rate-limited:retry-after=2');
    expect([response.status, response.headers.get('retry-after'), response.headers.get('retry-after-ms')]).toEqual([429, '2', '2000']);
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    expect(lastEntry()).toMatchObject({ end: 'refused', status: 429, promptTokens: 0, completionTokens: 0 });
  });

  it('carry the status asked for', async () => {
    expect((await post('server-error')).status).toBe(500);
    expect((await post('server-error:status=503')).status).toBe(503);
    expect((await post('auth-error')).status).toBe(401);
    expect((await post('bad-request')).status).toBe(400);
  });

  it('end after the times asked for, for each user and each body apart', async () => {
    const statuses = async (extra: Record<string, unknown>) => {
      const seen: number[] = [];
      for (let i = 0; i < 4; i++) seen.push((await post('server-error:times=2', extra)).status);
      return seen;
    };
    expect(await statuses({ user: 'a' })).toEqual([500, 500, 200, 200]);
    expect(await statuses({ user: 'b' })).toEqual([500, 500, 200, 200]);
    expect(await statuses({ seed: 1 })).toEqual([500, 500, 200, 200]);
    expect(await statuses({ user: 'a' })).toEqual([200, 200, 200, 200]);
  });

  it('of garbage are HTML with status 200', async () => {
    const response = await post('garbage', { stream: true });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it('inside a stream are an error event without a clean end', async () => {
    const { text, broke } = await readToEnd(await post('error-in-stream:after=2', { stream: true }));
    const events = eventsOf(text);
    expect(broke).toBe(false);
    expect(JSON.parse(events.at(-1)!)).toMatchObject({ error: { code: 'simulated_error' } });
    expect(events).toHaveLength(4);
    await journalled((entry) => expect(entry).toMatchObject({ end: 'errored', completionTokens: 2 }));
  });

  it('cut a stream after the words asked for', async () => {
    const { text, broke } = await readToEnd(await post('cut:after=5', { stream: true }));
    expect(broke).toBe(true);
    expect(eventsOf(text)).toHaveLength(6);
    expect(text).not.toContain('finish_reason":"');
    expect(lastEntry()).toMatchObject({ end: 'cut', completionTokens: 5 });
  });

  it('cut a body in its middle', async () => {
    const { text, broke } = await readToEnd(await post('cut'));
    expect([broke, text.startsWith('{"id"'), text.endsWith('}')]).toEqual([true, true, false]);
    expect(lastEntry().end).toBe('cut');
  });

  it('cut before the headers', async () => {
    await expect(post('cut:before=headers')).rejects.toThrow();
    expect(lastEntry()).toMatchObject({ end: 'cut', status: null, completionTokens: 0 });
  });

  it.each([
    ['stall', '"role":"assistant"', 0],
    ['stall:after=2', 'word2', 2],
  ])('%s sends what it should and then nothing, until the client leaves', async (model, last, tokens) => {
    const abort = new AbortController();
    const response = await post(model, { stream: true }, { signal: abort.signal });
    const reader = response.body!.getReader();
    let text = '';
    while (!text.includes(last)) text += new TextDecoder().decode((await reader.read()).value);
    expect(text).not.toContain('[DONE]');
    expect(lastEntry()).toMatchObject({ end: 'open', endedAtMs: null });
    abort.abort();
    await journalled((entry) => expect(entry).toMatchObject({ end: 'stalled', completionTokens: tokens }));
  });

  it('stall a whole answer after its headers', async () => {
    const abort = new AbortController();
    const response = await post('stall', {}, { signal: abort.signal });
    expect(response.status).toBe(200);
    abort.abort();
    await journalled((entry) => expect(entry.end).toBe('stalled'));
  });

  it('stall before the headers', async () => {
    await expect(post('stall:before=headers', {}, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    await journalled((entry) => expect(entry).toMatchObject({ end: 'stalled', status: null }));
  });
});

describe('a client that leaves', () => {
  it('is noticed at once, and what was generated until then is journalled', async () => {
    const abort = new AbortController();
    const response = await post('paced:tokens=1000,interval=10', { stream: true }, { signal: abort.signal });
    const reader = response.body!.getReader();
    let text = '';
    while (!text.includes('word3')) text += new TextDecoder().decode((await reader.read()).value);
    const leftAtMs = Date.now();
    abort.abort();
    await journalled((entry) => expect(entry.end).toBe('client_closed'));
    const entry = lastEntry();
    expect(entry.endedAtMs! - leftAtMs).toBeLessThan(1000);
    expect(entry.completionTokens >= 3 && entry.completionTokens < 100).toBe(true);
  });

  it('and one that reads nothing holds the answer back rather than filling the memory', async () => {
    const request = httpRequest(`${simulator.url}/chat/completions`, { method: 'POST' });
    request.end(JSON.stringify({ model: 'fixed:tokens=300000', messages, stream: true }));
    const [response] = await once(request, 'response');
    await journalled((entry) => expect(entry.bytesSent).toBeGreaterThan(0));
    let bytes = -1;
    await vi.waitFor(
      () => {
        const before = bytes;
        bytes = lastEntry().bytesSent;
        expect(bytes).toBe(before);
      },
      { timeout: 3000, interval: 100 },
    );
    expect(lastEntry()).toMatchObject({ end: 'open' });
    expect(bytes).toBeLessThan(20_000_000);
    response.destroy();
    await journalled((entry) => expect(entry.end).toBe('client_closed'));
  });
});

describe('requests that are wrong', () => {
  it.each<[string, string, number, string | null]>([
    ['malformed JSON', '{', 400, null],
    ['no object', '[]', 400, null],
    ['no model', '{"messages":[{"role":"user","content":"x"}]}', 400, 'model'],
    ['no messages', '{"model":"echo"}', 400, 'messages'],
    ['a message without role', '{"model":"echo","messages":[{}]}', 400, 'messages[0]'],
    ['content of no known shape', '{"model":"echo","messages":[{"role":"user","content":5}]}', 400, 'messages[0].content'],
    ['more than one choice', '{"model":"echo","n":2,"messages":[{"role":"user","content":"x"}]}', 400, 'n'],
    ['an unknown profile', '{"model":"sim/unknown","messages":[{"role":"user","content":"x"}]}', 404, 'model'],
  ])('are refused in the shape of OpenAI: %s', async (_, body, status, param) => {
    const response = await fetch(`${simulator.url}/chat/completions`, { method: 'POST', body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(/.{10}/), param } });
  });

  it('are refused at other paths', async () => {
    expect((await fetch(`${simulator.url}/embeddings`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('the journal', () => {
  const address = () => `${simulator.url.slice(0, -3)}/__journal`;
  const read = async (query = '') => (await (await fetch(address() + query)).json()) as { entries: JournalEntry[]; dropped: number };

  it('tells every call in order, those after a number, and forgets when told', async () => {
    for (let i = 0; i < 3; i++) await (await post('fixed', { user: String(i) })).text();
    const { entries } = await read();
    expect(entries).toHaveLength(3);
    const first = entries[0]!.sequence;
    expect(entries.map((entry) => entry.sequence)).toEqual([first, first + 1, first + 2]);
    expect((await read(`?after=${first}`)).entries.map((entry) => entry.sequence)).toEqual([first + 1, first + 2]);
    expect((await read(`?after=${first + 2}`)).entries).toEqual([]);
    expect((await fetch(address(), { method: 'DELETE' })).status).toBe(204);
    expect(await read()).toEqual({ entries: [], dropped: 0 });
  });

  it('counts the bytes that the client receives', async () => {
    for (const extra of [{}, { stream: true }]) {
      const body = await (await post('echo', { ...extra, messages: [{ role: 'user', content: 'grüße 👋' }] })).arrayBuffer();
      expect(lastEntry().bytesSent).toBe(body.byteLength);
    }
  });

  it('accounts for every one of many calls at once', async () => {
    const bodies = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        post('echo', { user: String(index), stream: index % 2 === 0 }).then((response) => response.text()),
      ),
    );
    expect(bodies.every((body) => body.length > 0)).toBe(true);
    await vi.waitFor(() =>
      expect(simulator.journal().filter((entry) => entry.end === 'completed' && entry.completionTokens === ECHO_PIECES)).toHaveLength(200),
    );
  });
});

it('a port that is taken is an error for whoever starts it', async () => {
  await expect(startSimulator({ port: simulator.port })).rejects.toThrow(/EADDRINUSE/);
});
