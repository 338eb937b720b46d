import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientStream } from './client-stream.ts';
import { StreamSweeper } from './stream-sweeper.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const item of open.splice(0)) item.close();
});

/** A request that has reached a real server, and the socket it came by. */
async function receive(): Promise<{ request: IncomingMessage; response: ServerResponse; socket: Socket }> {
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => arrivals.emit('request', request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const arrival = new Promise<[IncomingMessage, ServerResponse]>((resolve) =>
    arrivals.once('request', (...both) => resolve(both as never)),
  );
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  const [request, response] = await arrival;
  open.push({
    close() {
      socket.destroy();
      server.close();
      server.closeAllConnections();
    },
  });
  return { request, response, socket };
}

describe('the client of a stream', () => {
  it('gets no head before there is something to say, and one head only', async () => {
    const { response, socket } = await receive();
    let heads = 0;
    const client = new ClientStream(response, () => ({ 'x-head': String(++heads) }), 0);
    expect(client.isStarted).toBe(false);
    client.keepAlive(15_000);
    expect(client.isStarted).toBe(true);
    expect(client.lastWriteMs).toBe(15_000);
    client.write('data: a\n\n', 16_000);
    client.end('data: [DONE]\n\n');
    expect(heads).toBe(1);
    socket.resume();
    let received = '';
    for await (const part of socket) {
      received += String(part);
      if (received.endsWith('0\r\n\r\n')) break;
    }
    expect(received).toContain('x-head: 1');
    expect(received.replace(/\r\n[0-9a-f]+\r\n/g, '')).toContain(': keep-alive\n\ndata: a\n\ndata: [DONE]\n\n');
  });

  it('that does not read is known as slow from then on, gets no comments, and is known to read again', async () => {
    const { response, socket } = await receive();
    const client = new ClientStream(response, () => ({}), 0);
    let drains = 0;
    client.onDrain = () => drains++;
    const part = 'x'.repeat(256 * 1024);
    let nowTick = 1000;
    while (client.write(part, nowTick)) nowTick += 1;
    const sinceTick = nowTick;
    expect(client.blockedSinceMs).toBe(sinceTick);
    client.write(part, nowTick + 500);
    expect(client.blockedSinceMs).toBe(sinceTick);
    client.keepAlive(nowTick + 20_000);
    expect(client.lastWriteMs).toBe(nowTick + 500);
    const drained = new Promise((resolve) => response.once('drain', resolve));
    socket.resume();
    await drained;
    expect(client.blockedSinceMs).toBe(0);
    expect(drains).toBe(1);
  });

  it('that has left does not bring the process down', async () => {
    const { response, socket } = await receive();
    const client = new ClientStream(response, () => ({}), 0);
    client.write('data: a\n\n', 1);
    const gone = new Promise((resolve) => response.once('close', resolve));
    socket.destroy();
    await gone;
    client.write('data: b\n\n', 2);
    client.keepAlive(3);
    client.end('data: [DONE]\n\n');
    await new Promise((resolve) => setImmediate(resolve));
    expect(response.destroyed).toBe(true);
  });
});

describe('the sweeper', () => {
  it('looks at each stream until it is removed, also when one removes itself meanwhile', async () => {
    const sweeper = new StreamSweeper();
    open.push(sweeper);
    const seen: string[] = [];
    const once = {
      sweep() {
        seen.push('once');
        sweeper.remove(once);
      },
    };
    const ticks: number[] = [];
    await new Promise<void>((resolve) => {
      sweeper.add(once);
      sweeper.add({
        sweep(nowTick) {
          ticks.push(nowTick);
          if (ticks.length === 2) resolve();
        },
      });
    });
    expect(seen).toEqual(['once']);
    expect(ticks[1]).toBeGreaterThan(ticks[0] ?? 0);
    expect(sweeper.size).toBe(1);
    expect([...sweeper.all()]).toHaveLength(1);
  });
});
