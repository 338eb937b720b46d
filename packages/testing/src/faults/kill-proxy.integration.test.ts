import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { checkExactness } from './check-exactness.ts';
import { startClientLoad } from './client-load.ts';
import { faultSeed } from './fault-seed.ts';
import { startFaultStack, type FaultStack } from './fault-stack.ts';
import { reportCounts } from './report-counts.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

let stack: FaultStack;

beforeAll(async () => {
  stack = await startFaultStack({ isRedisDurable: true });
}, 120_000);
afterAll(() => stack.stop());

test('a proxy killed under load loses no event and doubles none; what it was doing is flagged, and only its own connections fail', async () => {
  const seed = faultSeed();
  const load = startClientLoad({ url: () => stack.proxy.url, keys: stack.keys, seed });
  await load.more(100);
  await waitFor('some requests under way', () => load.inFlight >= 5);
  const victim = stack.proxy;
  const killedAtMs = Date.now();
  await victim.kill();
  expect(victim.child.signalCode).toBe('SIGKILL');
  await load.more(10);
  await stack.restartProxy();
  const restartedAtMs = Date.now();
  await load.more(100);
  const answers = await load.stop();
  await waitUntilSettled(stack);

  const broken = answers.filter(({ isWhole, status }) => !isWhole || status !== 200);
  const cut = broken.filter(({ startedAtMs, connectionError }) => startedAtMs <= killedAtMs && connectionError !== 'ECONNREFUSED');
  expect(cut.length).toBeGreaterThan(0);
  expect(broken.filter(({ connectionError }) => connectionError === null)).toEqual([]);
  expect(broken.filter(({ startedAtMs, endedAtMs }) => endedAtMs < killedAtMs || startedAtMs > restartedAtMs)).toEqual([]);

  const counts = await checkExactness(stack, answers, true);
  expect(counts.unknown).toBeGreaterThan(0);
  const adopted = stack.proxy.output().match(/"unfinished":(\d+),"damaged":0,/);
  expect(Number(adopted?.[1])).toBe(counts.unknown);
  reportCounts('proxy killed', seed, counts, { cut: cut.length, refused: broken.length - cut.length });
}, 120_000);
