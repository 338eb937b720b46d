import { request } from 'node:http';

export type Question = { model: string; stream: boolean; text: string };

/** What a client saw of one request. */
export type Answer = {
  question: Question;
  startedAtMs: number;
  endedAtMs: number;
  /** `null` when no head came. */
  status: number | null;
  /** The proxy's `x-request-id`; `null` when no head came. */
  requestId: string | null;
  /** The answer came to its proper end: all of its JSON, or a stream with exactly one terminal. */
  isWhole: boolean;
  /** Of the system, such as `ECONNRESET`; `null` when the connection held. */
  connectionError: string | null;
  body: string;
};

const TIMEOUT_MS = 60_000;
/** Bounds the worst case that is reserved for a request; the profiles in use stay below it. */
const MAX_TOKENS = 64;

/** Sends one chat completion on a connection of its own, without retries, and notes what came back. Never rejects. */
export function ask(baseUrl: string, key: string, question: Question): Promise<Answer> {
  const { model, stream, text } = question;
  const startedAtMs = Date.now();
  const body = JSON.stringify({ model, stream, max_tokens: MAX_TOKENS, messages: [{ role: 'user', content: text }] });
  return new Promise((resolve) => {
    let status: number | null = null;
    let requestId: string | null = null;
    let received = '';
    const end = (connectionError: string | null) => {
      const isWhole = connectionError === null && (stream ? hasOneTerminal(received) : isJson(received));
      resolve({ question, startedAtMs, endedAtMs: Date.now(), status, requestId, isWhole, connectionError, body: received });
    };
    const fail = (error: NodeJS.ErrnoException) => end(error.code ?? error.message);
    const call = request(`${baseUrl}/v1/chat/completions`, {
      method: 'POST',
      agent: false,
      timeout: TIMEOUT_MS,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    call.once('error', fail);
    call.once('timeout', () => call.destroy(new Error('CLIENT_TIMEOUT')));
    call.once('response', (response) => {
      status = response.statusCode ?? null;
      requestId = String(response.headers['x-request-id']);
      response.setEncoding('utf8').on('data', (part: string) => (received += part));
      response.once('error', fail);
      response.once('end', () => end(null));
    });
    call.end(body);
  });
}

function hasOneTerminal(events: string): boolean {
  return events.endsWith('data: [DONE]\n\n') && events.indexOf('data: [DONE]') === events.lastIndexOf('data: [DONE]');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
