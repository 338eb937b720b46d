import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Mailbox } from './mailbox.ts';
import { listPage, mailPage, notFoundPage } from './pages.ts';

/** A name that leads to loopback by its own right: a page elsewhere could have its own name lead here and read the mails. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Shows the mailbox on loopback: `/`, `/mails/<id>`, `/mails.json` and `/events`, which sends a line for each arrival. */
export async function startPages(mailbox: Mailbox, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => answer(mailbox, request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(mailbox: Mailbox, request: IncomingMessage, response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', 'no-store');
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  );
  const send = (status: number, type: string, body: string) =>
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return void send(403, 'text/plain', 'This page is for this machine only.\n');
  if (request.method !== 'GET') return void send(405, 'text/plain', 'Only GET is answered.\n');
  const path = request.url?.split('?')[0] ?? '/';
  if (path === '/') return void send(200, 'text/html', listPage(mailbox.list(), nonce));
  if (path === '/mails.json') return void send(200, 'application/json', JSON.stringify(mailbox.list()));
  if (path === '/events') return stream(mailbox, response);
  const [, id, part] = /^\/mails\/(\d{1,9})(\/html)?$/.exec(path) ?? [];
  const mail = id === undefined ? undefined : mailbox.find(Number(id));
  if (mail === undefined) return void send(404, 'text/html', notFoundPage(nonce));
  if (part === undefined) return void send(200, 'text/html', mailPage(mail, nonce));
  // Loaded directly or in the frame, the mail runs nothing, fetches nothing and has no origin. Its links open beside the frame.
  response.setHeader(
    'content-security-policy',
    `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'`,
  );
  send(200, 'text/html', (mail.html ?? '').replace(/<head[^>]*>/i, '$&<base target="_blank">'));
}

function stream(mailbox: Mailbox, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  const stop = mailbox.watch(() => response.write('data: mail\n\n'));
  response.on('close', stop);
}
