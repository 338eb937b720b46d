import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { ProxyDeps } from '../deps.ts';
import { readBody } from '../http/read-body.ts';
import { testCredential } from '../routes/test-credential.ts';

const testCredentialInput = z.strictObject({ organizationId: z.string().max(64), credentialId: z.string().max(64) });
const MAX_BODY_BYTES = 4096;

/** The server of the private port: metrics for the operator, and what our own control plane asks for. */
export function createPrivateServer(deps: ProxyDeps, token: string): Server {
  return createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics')
      return void sendMetrics(deps, response).catch(() => send(response, 500, { message: 'The metrics could not be collected' }));
    if (request.method === 'POST' && request.url === '/internal/test-credential')
      return void handleTestCredential(deps, token, request, response).catch(() =>
        send(response, 500, { message: 'The credential could not be tested' }),
      );
    send(response, 404, { message: 'Not found' });
  });
}

async function sendMetrics(deps: ProxyDeps, response: ServerResponse): Promise<void> {
  const text = await deps.metrics.registry.metrics();
  response.writeHead(200, { 'content-type': deps.metrics.registry.contentType });
  response.end(text);
}

async function handleTestCredential(deps: ProxyDeps, token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isToken(request.headers['x-tollgate-internal'], token)) return send(response, 401, { message: 'Unauthorized' });
  const body = await readBody(request, MAX_BODY_BYTES);
  const input = 'status' in body ? null : testCredentialInput.safeParse(parse(body));
  if (input?.success !== true) return send(response, 400, { message: 'The body must name organizationId and credentialId.' });
  send(response, 200, await testCredential(deps, input.data.organizationId, input.data.credentialId));
}

function isToken(given: string | string[] | undefined, token: string): boolean {
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  const wanted = Buffer.from(token);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
