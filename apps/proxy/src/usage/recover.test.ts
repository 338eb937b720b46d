import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adoptOrphans, ownSpool, readOrphan } from './recover.ts';
import { RecordWriter, type UsageRecord } from '@tollgate/queue/usage-record';

const MODULE = new URL('recover.ts', import.meta.url).href;
const PRICE = priceRowSchema.parse({
  id: 'sim/*@2025-01-01',
  provider: 'sim',
  model: '*',
  effectiveFrom: '2025-01-01',
  source: 'tollgate',
  rates: { input: '1000000', output: '2000000' },
});
const NOBODY = { pid: 2 ** 30, host: (await import('node:os')).hostname() };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tollgate-recover-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function encode(...records: UsageRecord[]): Buffer {
  const writer = new RecordWriter();
  for (const record of records) writer.add(record);
  return writer.bytes();
}

function spoolOf(name: string, owner: object | null, ...segments: UsageRecord[][]): string {
  const directory = join(root, name);
  mkdirSync(directory);
  if (owner !== null) writeFileSync(join(directory, 'owner.json'), JSON.stringify(owner));
  segments.forEach((records, index) => writeFileSync(join(directory, `${String(index + 1).padStart(8, '0')}.spool`), encode(...records)));
  return directory;
}

const T0 = Date.UTC(2026, 10, 20);
const attempt = (ordinal: number, given: Partial<AttemptFact> = {}): AttemptFact =>
  attemptFact({ attemptId: `att_${ordinal}`, requestId: 'req_1', ordinal, startedAtMs: T0 + ordinal * 1000, ...given });
const open = (ordinal: number): AttemptFact =>
  attempt(ordinal, { outcome: 'unknown', isEstimated: true, costPico: '0', durationMs: 0, firstTokenMs: null });
const request = (given: Partial<RequestFact> = {}): RequestFact => requestFact({ requestId: 'req_1', startedAtMs: T0, ...given });
const started = (ordinal: number): UsageRecord => [
  'started',
  { attempt: open(ordinal), request: request({ attempts: 0 }), promptBytes: 400 },
];

type Facts = { attempts: AttemptFact[]; requests: RequestFact[] };

function recover(directory: string, price = true): Facts & { unfinished: number; damaged: number } {
  const { facts, unfinished, damaged } = readOrphan(directory, () => (price ? PRICE : null));
  return {
    attempts: facts.filter(([kind]) => kind === 'finished').map(([, fact]) => fact as AttemptFact),
    requests: facts.filter(([kind]) => kind === 'request').map(([, fact]) => fact as RequestFact),
    unfinished,
    damaged,
  };
}

describe('a spool whose proxy was killed', () => {
  it('right after the start of an attempt gives one estimated attempt and one failed request', () => {
    const { attempts, requests, unfinished } = recover(spoolOf('pxy', null, [started(1)]));
    expect(unfinished).toBe(1);
    expect(attempts).toMatchObject([
      {
        attemptId: 'att_1',
        startedAtMs: T0 + 1000,
        outcome: 'unknown',
        isEstimated: true,
        usage: { input: 100, output: 0 },
        priceRowId: PRICE.id,
        costPico: '100000000',
      },
    ]);
    expect(requests).toMatchObject([
      { requestId: 'req_1', status: 500, errorCode: 'proxy_stopped', attempts: 1, provider: 'sim', model: 'echo' },
    ]);
  });

  it('in the middle of a stream bills what had been delivered by its last word', () => {
    const { attempts } = recover(spoolOf('pxy', null, [started(1), ['progress', 'att_1', 3]], [['progress', 'att_1', 8]]));
    expect(attempts).toMatchObject([{ usage: { input: 100, output: 8 }, costPico: '116000000', isEstimated: true }]);
  });

  it('without a known price says unpriced, not zero', () => {
    expect(recover(spoolOf('pxy', null, [started(1)]), false).attempts).toMatchObject([{ priceRowId: null, costPico: null }]);
  });

  it('between two attempts gives the finished one as it was and a failed request', () => {
    const failed = attempt(1, { outcome: 'server_error', costPico: '0', durationMs: 300 });
    const { attempts, requests, unfinished } = recover(spoolOf('pxy', null, [started(1), ['finished', failed]]));
    expect([attempts, unfinished]).toEqual([[failed], 0]);
    expect(requests).toMatchObject([{ status: 500, errorCode: 'proxy_stopped', attempts: 1, durationMs: 1300 }]);
  });

  it('after the answer, before its record, gives the attempt as it was and an answered request', () => {
    const { attempts, requests } = recover(spoolOf('pxy', null, [started(1), ['finished', attempt(1)]]));
    expect(attempts).toEqual([attempt(1)]);
    expect(requests).toMatchObject([{ status: 200, errorCode: null, attempts: 1, durationMs: 1800 }]);
  });

  it('after everything gives everything as it was, each fact once', () => {
    const { attempts, requests, unfinished } = recover(
      spoolOf('pxy', null, [started(1), ['finished', attempt(1)], ['request', request()]]),
    );
    expect({ attempts, requests, unfinished }).toEqual({ attempts: [attempt(1)], requests: [request()], unfinished: 0 });
  });

  it('in its second attempt gives both attempts and one request', () => {
    const failed = attempt(1, { outcome: 'server_error' });
    const { attempts, requests } = recover(
      spoolOf('pxy', null, [started(1), ['finished', failed]], [started(2), ['progress', 'att_2', 1]]),
    );
    expect(attempts.map(({ attemptId, outcome }) => [attemptId, outcome])).toEqual([
      ['att_1', 'server_error'],
      ['att_2', 'unknown'],
    ]);
    expect(requests).toMatchObject([{ requestId: 'req_1', attempts: 2, status: 500 }]);
  });

  it('with damage in it gives what can be read and tells how much could not', () => {
    const directory = spoolOf('pxy', null, [started(1), ['finished', attempt(1)], ['request', request()]]);
    writeFileSync(join(directory, '00000002.spool'), encode(started(2)).subarray(0, 40));
    writeFileSync(join(directory, '00000003.spool.done'), 'laid aside');
    expect(recover(directory)).toMatchObject({ attempts: [attempt(1)], requests: [request()], unfinished: 0, damaged: 1 });
  });
});

describe('adoption', () => {
  it('takes spools of the dead and those without a sign of life for a minute, not its own and not those of the living', () => {
    const own = spoolOf('own', { pid: process.pid, host: NOBODY.host });
    spoolOf('living', { pid: process.pid, host: NOBODY.host });
    spoolOf('elsewhere', { pid: 1, host: 'another-host' });
    spoolOf('unmarked', null);
    spoolOf('dead', NOBODY, [started(1)]);
    const nowMs = Date.now();
    expect(adoptOrphans(root, own, nowMs)).toHaveLength(1);
    expect(existsSync(join(root, 'dead'))).toBe(false);
    expect(adoptOrphans(root, own, nowMs)).toEqual([]);
    const silent = adoptOrphans(root, own, nowMs + 61_000).map((path) => path.split('/').at(-1)?.split('.')[0]);
    expect(silent.sort()).toEqual(['dead', 'elsewhere', 'living', 'unmarked']);
    expect(existsSync(own)).toBe(true);
  });

  it('leaves a spool whose owner goes on giving signs of life', () => {
    const directory = spoolOf('kept', null);
    const { release } = ownSpool(directory);
    expect(adoptOrphans(root, join(root, 'own'), Date.now())).toEqual([]);
    release();
    const old = new Date(Date.now() - 120_000);
    utimesSync(join(directory, 'owner.json'), old, old);
    expect(adoptOrphans(root, join(root, 'own'), Date.now())).toHaveLength(1);
  });

  it('by several processes at once gives each orphan to exactly one', async () => {
    const orphans = 40;
    for (let i = 0; i < orphans; i++) spoolOf(`pxy_${i}`, NOBODY, [started(1)]);
    const script = `
      import { adoptOrphans } from ${JSON.stringify(MODULE)};
      process.send('ready');
      process.on('message', () => {
        const adopted = [];
        for (let i = 0; i < 20; i++) adopted.push(...adoptOrphans(${JSON.stringify(root)}, 'none', Date.now()));
        process.send(adopted);
      });`;
    const children = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
    await Promise.all(children.map((child) => once(child, 'message')));
    const told = children.map((child) => once(child, 'message') as Promise<[string[]]>);
    for (const child of children) child.send('go');
    const adopted = (await Promise.all(told)).flatMap(([paths]) => paths);
    for (const child of children) child.kill('SIGKILL');
    expect(adopted.map((path) => path.split('/').at(-1)?.split('.')[0]).sort()).toEqual(
      Array.from({ length: orphans }, (_, index) => `pxy_${index}`).sort(),
    );
    expect(adopted.every((path) => existsSync(path))).toBe(true);
    expect(readdirSync(root)).toHaveLength(orphans);
  });

  it('that was itself killed halfway is taken up by the next process, with the same facts', async () => {
    spoolOf('pxy', NOBODY, [started(1), ['progress', 'att_1', 5]]);
    const script = `
      import { adoptOrphans } from ${JSON.stringify(MODULE)};
      adoptOrphans(${JSON.stringify(root)}, 'none', Date.now());
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    const [, signal] = (await once(child, 'exit')) as [number | null, string];
    expect(signal).toBe('SIGKILL');
    const [adopted] = adoptOrphans(root, 'none', Date.now());
    const first = recover(adopted ?? '');
    expect(first.attempts).toMatchObject([{ attemptId: 'att_1', usage: { output: 5 } }]);
    expect(recover(adopted ?? '')).toEqual(first);
  });
});
