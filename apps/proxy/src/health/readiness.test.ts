import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendReadiness, type Readiness } from './readiness.ts';

const READY: Readiness = { isDraining: false, hasSnapshot: true, hasSpoolSpace: true, hasRedis: true };
let readiness = READY;
const server = createServer((_request, response) => sendReadiness(response, readiness));
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test.each<[string, Partial<Readiness>, number, string[]]>([
  ['with everything', {}, 200, []],
  ['without Redis', { hasRedis: false }, 200, ['redis']],
  ['without a snapshot', { hasSnapshot: false }, 503, ['snapshot']],
  ['without room in the spool', { hasSpoolSpace: false }, 503, ['spool']],
  ['while draining', { isDraining: true }, 503, ['draining']],
  ['while draining without Redis', { isDraining: true, hasRedis: false }, 503, ['draining', 'redis']],
])('a proxy %s says so', async (_when, given, status, degraded) => {
  readiness = { ...READY, ...given };
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`);
  expect([response.status, await response.json()]).toEqual([status, { status: status === 200 ? 'ready' : 'unavailable', degraded }]);
});
