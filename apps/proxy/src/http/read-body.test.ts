import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';

const LIMIT = 1000;
const cleanup: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanup.splice(0)) clean();
});

/** Sends raw bytes to a real server; resolves with its side of the request and ours. */
async function send(head: string): Promise<{ request: IncomingMessage; socket: Socket }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const arrival = new Promise<IncomingMessage>((resolve) => server.once('request', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${head}`);
  cleanup.push(() => {
    socket.destroy();
    server.close();
    server.closeAllConnections();
  });
  return { request: await arrival, socket };
}

const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

describe('the body of a request', () => {
  it('is read whole, in one piece or many', async () => {
    const { request } = await send(`content-length: 5\r\n\r\nhello`);
    expect(await readBody(request, LIMIT)).toEqual(Buffer.from('hello'));
    const parts = await send(`transfer-encoding: chunked\r\n\r\n${chunked('Grü')}`.replace('3\r', '4\r'));
    const reading = readBody(parts.request, LIMIT);
    parts.socket.write(`${chunked('sse')}0\r\n\r\n`);
    expect(String(await reading)).toBe('Grüsse');
  });

  it('may be empty, and as large as the limit', async () => {
    const empty = await send('content-length: 0\r\n\r\n');
    expect(await readBody(empty.request, LIMIT)).toEqual(Buffer.alloc(0));
    const full = await send(`content-length: ${LIMIT}\r\n\r\n${'x'.repeat(LIMIT)}`);
    expect(await readBody(full.request, LIMIT)).toHaveLength(LIMIT);
  });

  it('is refused by its announced length before any of it is read', async () => {
    const { request } = await send(`content-length: ${LIMIT + 1}\r\n\r\n`);
    expect(await readBody(request, LIMIT)).toMatchObject({ status: 413, code: 'request_too_large', shouldRetry: false });
    expect(request.readableFlowing).toBeNull();
  });

  it('is refused when it grows beyond the limit without having said so', async () => {
    const { request, socket } = await send('transfer-encoding: chunked\r\n\r\n');
    const reading = readBody(request, LIMIT);
    for (let i = 0; i < 3; i++) socket.write(chunked('x'.repeat(400)));
    expect(await reading).toMatchObject({ status: 413, message: expect.stringContaining('1,000 bytes') });
  });

  it.each(['gzip', 'br', 'deflate'])('is refused when it is compressed with %s', async (encoding) => {
    const { request } = await send(`content-encoding: ${encoding}\r\ncontent-length: 5\r\n\r\nhello`);
    expect(await readBody(request, LIMIT)).toMatchObject({ status: 400, code: 'unsupported_content_encoding' });
  });

  it('that breaks off ends the reading', async () => {
    const { request, socket } = await send('content-length: 100\r\n\r\nhalf');
    const reading = readBody(request, LIMIT);
    socket.destroy();
    expect(await reading).toMatchObject({ status: 400, message: 'The body broke off before its end.' });
  });

  it('that broke off before anybody read it does not keep its reader waiting', async () => {
    const { request, socket } = await send('content-length: 100\r\n\r\nhalf');
    const gone = new Promise((resolve) => request.once('close', resolve));
    socket.destroy();
    await gone;
    expect(await readBody(request, LIMIT)).toMatchObject({ status: 400, message: 'The body broke off before its end.' });
  });
});
