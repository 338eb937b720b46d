import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createFailureCount, type FailureCount } from './count-failures.ts';
import { handleChat } from './handle-chat.ts';
import { createJournal, type Journal, type JournalEntry } from './journal.ts';
import { SIMULATOR_PROFILES } from './profiles.ts';
import { readBody } from './read-body.ts';
import { type Refusal, refusal } from './refusal.ts';

export type Simulator = {
  /** Base URL for an OpenAI client, ending in `/v1`. */
  url: string;
  port: number;
  journal(): JournalEntry[];
  /** Drops every connection and resolves when the port is free. */
  close(): Promise<void>;
};

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * Starts the simulated provider: a real HTTP server in OpenAI's chat dialect whose model names choose what it does. It answers
 * POST /v1/chat/completions and GET /v1/models; GET /__journal (`?after=N`) tells what it was asked, DELETE /__journal forgets
 * that and which faults it has already given.
 *
 * @throws the system's error when the port is taken or the journal cannot be opened.
 */
export async function startSimulator({
  port,
  host = '127.0.0.1',
  journalPath,
}: {
  port: number;
  host?: string;
  journalPath?: string;
}): Promise<Simulator> {
  const journal = createJournal(journalPath);
  const failures = createFailureCount();
  const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
    route(request, response, journal, failures).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.destroy();
    });
  });
  // A client that keeps its connections longer than the server would meet a reset on every idle one.
  server.keepAliveTimeout = 120_000;
  const bound = await listen(server, port, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/v1`,
    port: bound,
    journal: () => journal.entries(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          journal.stop();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function route(request: IncomingMessage, response: ServerResponse, journal: Journal, failures: FailureCount): Promise<void> {
  const target = request.url ?? '/';
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  switch (`${request.method} ${path}`) {
    case 'POST /v1/chat/completions': {
      const body = await readBody(request, MAX_BODY_BYTES);
      if (body === 'too_large') {
        send(
          response,
          refusal(413, 'invalid_request_error', 'request_too_large', `The body exceeds ${MAX_BODY_BYTES} bytes.`, null, {
            connection: 'close',
          }),
        );
        return;
      }
      return body === 'client_closed' ? undefined : handleChat(request, response, body.text, journal, failures);
    }
    case 'GET /v1/models':
      return sendJson(response, {
        object: 'list',
        data: SIMULATOR_PROFILES.map((profile) => ({
          id: profile.name,
          object: 'model',
          created: 1_767_225_600,
          owned_by: 'tollgate',
          description: profile.description,
        })),
      });
    case 'GET /__journal': {
      const after = Number(new URLSearchParams(query < 0 ? '' : target.slice(query)).get('after') ?? 0);
      if (!Number.isSafeInteger(after) || after < 0)
        return send(response, refusal(400, 'invalid_request_error', null, '"after" must be a sequence number.', 'after'));
      return sendJson(response, { entries: journal.entries(after), dropped: journal.dropped() });
    }
    case 'DELETE /__journal':
      journal.clear();
      failures.clear();
      response.writeHead(204).end();
      return;
    default:
      return send(
        response,
        refusal(404, 'invalid_request_error', 'unknown_url', `The simulator does not answer ${request.method} ${path.slice(0, 200)}.`),
      );
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function send(response: ServerResponse, answer: Refusal): void {
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
