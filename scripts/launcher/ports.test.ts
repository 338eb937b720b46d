import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { freePort } from './free-port.ts';
import { checkPorts, rememberedPort, usualPort } from './ports.ts';

async function listen(host: string): Promise<{ port: number; close(): void }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

test.each(['127.0.0.1', '0.0.0.0'])('a port that somebody has on %s is refused with the variable to set', async (host) => {
  const taken = await listen(host);
  try {
    const message = `Port ${taken.port} is taken by another program: stop that one, or start with PROXY_PORT set to a free port.`;
    await expect(checkPorts({ DASHBOARD_PORT: await freePort(), PROXY_PORT: taken.port })).rejects.toThrow(message);
  } finally {
    taken.close();
  }
});

test('two variables with one port are named both', async () => {
  const port = await freePort();
  await expect(checkPorts({ PROXY_PORT: port, METRICS_PORT: port })).rejects.toThrow(`PROXY_PORT and METRICS_PORT are both ${port}`);
});

test('a usual port is given up when somebody has it, for one that is remembered', async () => {
  using folder = temporaryFolder();
  const usual = await freePort();
  expect(await usualPort(folder.path, 'mail', usual)).toBe(usual);
  const server = createServer().listen(usual, '127.0.0.1');
  await once(server, 'listening');
  const other = await usualPort(folder.path, 'mail', usual);
  expect(other).not.toBe(usual);
  expect(await usualPort(folder.path, 'mail', usual)).toBe(other);
  server.close();
});

test('a port is remembered, and another is taken when it has gone to somebody else', async () => {
  using folder = temporaryFolder();
  const first = await rememberedPort(folder.path, 'redis');
  expect(await rememberedPort(folder.path, 'redis')).toBe(first);
  const server = createServer().listen(first, '127.0.0.1');
  await once(server, 'listening');
  const second = await rememberedPort(folder.path, 'redis');
  server.close();
  expect(second).not.toBe(first);
  expect(await rememberedPort(folder.path, 'redis')).toBe(second);
});
