import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProxyProcess } from '@tollgate/testing/proxy-process';
import { waitFor } from '@tollgate/testing/wait-for';
import type { Answer } from './ask.ts';
import { checkExactness } from './check-exactness.ts';
import { startClientLoad } from './client-load.ts';
import { faultSeed } from './fault-seed.ts';
import { startFaultStack, type FaultStack } from './fault-stack.ts';
import { reportCounts } from './report-counts.ts';
import { seededRandom } from './seeded-random.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

const KILLS = 3;
/** A client may have its last byte this long before the proxy, killed then, has noted that it does. */
const LAST_TURN_MS = 50;

let stack: FaultStack;

beforeAll(async () => {
  stack = await startFaultStack({ isRedisDurable: true });
}, 120_000);
afterAll(() => stack.stop());

test('a proxy killed under load loses no event and doubles none; what it was doing is flagged, and only its own connections fail', async () => {
  const seed = faultSeed();
  const random = seededRandom(seed);
  const outages: { fromMs: number; toMs: number }[] = [];
  const successors: ProxyProcess[] = [];
  const load = startClientLoad({ url: () => stack.proxy.url, keys: stack.keys, seed });
  await load.more(60);
  for (let kill = 0; kill < KILLS; kill++) {
    // Soon after its start it has just taken over what its predecessor left.
    await delay(random() * 500);
    await waitFor('some requests under way', () => load.inFlight >= 5);
    const victim = stack.proxy;
    const fromMs = Date.now();
    await victim.kill();
    expect(victim.child.signalCode).toBe('SIGKILL');
    await stack.restartProxy();
    outages.push({ fromMs, toMs: Date.now() });
    successors.push(stack.proxy);
  }
  await load.more(60);
  const answers = await load.stop();
  await waitUntilSettled(stack);

  const broken = answers.filter(({ isWhole, status }) => !isWhole || status !== 200);
  const cut = broken.filter(({ connectionError }) => connectionError !== 'ECONNREFUSED');
  expect(cut.length).toBeGreaterThan(0);
  expect(broken.filter(({ connectionError }) => connectionError === null)).toEqual([]);
  const isOfAnOutage = ({ startedAtMs, endedAtMs }: Answer) =>
    outages.some(({ fromMs, toMs }) => endedAtMs >= fromMs - LAST_TURN_MS && startedAtMs <= toMs);
  expect(broken.filter((answer) => !isOfAnOutage(answer))).toEqual([]);

  const counts = await checkExactness(stack, answers, true);
  expect(counts.unknown).toBeGreaterThan(0);
  const flagged = answers.filter(({ requestId }) => counts.unknownRequests.has(requestId ?? ''));
  expect(flagged.filter((answer) => !isOfAnOutage(answer))).toEqual([]);
  const taken = successors.map((proxy) => /"unfinished":(\d+),"damaged":0,.*took over the spool/.exec(proxy.output())?.[1]);
  expect(taken.reduce((sum, unfinished) => sum + Number(unfinished), 0)).toBe(counts.unknown);
  reportCounts('proxy killed', seed, counts, { kills: KILLS, cut: cut.length, refused: broken.length - cut.length });
}, 120_000);
