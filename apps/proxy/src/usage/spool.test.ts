import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeRecords, RecordWriter, type UsageRecord } from '@tollgate/queue/usage-record';
import { Spool } from './spool.ts';

const folders: string[] = [];
const spools: Spool[] = [];
afterEach(() => {
  for (const spool of spools.splice(0)) spool.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-spool-'));
  folders.push(folder);
  return folder;
}

function newSpool(options: ConstructorParameters<typeof Spool>[1] = {}): Spool {
  const spool = new Spool(newFolder(), options);
  spools.push(spool);
  return spool;
}

const progress = (number: number): UsageRecord => ['progress', `att_${number}`, number];
function encode(...records: UsageRecord[]): Buffer {
  const writer = new RecordWriter();
  for (const record of records) writer.add(record);
  return writer.bytes();
}
const segments = (spool: Spool): string[] => readdirSync(spool.directory).sort();

describe('the spool', () => {
  it('has a record in the file when append returns', () => {
    const spool = newSpool();
    const segment = spool.append(encode(progress(1)));
    expect(spool.append(encode(progress(2), progress(3)))).toBe(segment);
    expect(spool.read(segment)).toEqual([progress(1), progress(2), progress(3)]);
  });

  it('goes on in a new segment before one grows too large, and names the one that holds each record', () => {
    const spool = newSpool({ segmentBytes: 200 });
    const placed = Array.from({ length: 30 }, (_, index) => [index, spool.append(encode(progress(index)))] as const);
    expect(spool.currentSegment).toBeGreaterThan(3);
    for (const [index, segment] of placed) {
      if (segment === spool.currentSegment) expect(spool.read(segment)).toContainEqual(progress(index));
    }
    const all = segments(spool).flatMap((name) => decodeRecords(readFileSync(join(spool.directory, name))).records);
    expect(all).toEqual(placed.map(([index]) => progress(index)));
    for (const name of segments(spool)) expect(readFileSync(join(spool.directory, name)).length).toBeLessThanOrEqual(200);
  });

  it('takes a record larger than a segment whole', () => {
    const spool = newSpool({ segmentBytes: 50 });
    const large: UsageRecord = ['progress', 'x'.repeat(500), 1];
    expect(spool.read(spool.append(encode(large)))).toEqual([large]);
  });

  it('lays a sealed segment aside once its last fact is acknowledged, never before', () => {
    const spool = newSpool();
    const first = spool.append(encode(progress(1)));
    spool.expect(first, 2);
    spool.acknowledge(first, 1);
    spool.seal();
    expect(segments(spool)).toEqual(['00000001.spool', '00000002.spool']);
    spool.acknowledge(first, 1);
    expect(segments(spool)).toEqual(['00000001.spool.done', '00000002.spool']);
    spool.acknowledge(first, 1);
  });

  it('never lays the open segment aside', () => {
    const spool = newSpool();
    const segment = spool.append(encode(progress(1)));
    spool.expect(segment, 1);
    spool.acknowledge(segment, 1);
    expect(segments(spool)).toEqual(['00000001.spool']);
    spool.seal();
    expect(segments(spool)).toEqual(['00000001.spool.done', '00000002.spool']);
  });

  it('removes what was laid aside after a day and touches nothing else', async () => {
    const spool = newSpool();
    for (let i = 0; i < 3; i++) {
      spool.append(encode(progress(i)));
      spool.seal();
    }
    const nowMs = Date.now();
    const old = new Date(nowMs - 25 * 3_600_000);
    for (const name of ['00000001.spool.done', '00000004.spool']) utimesSync(join(spool.directory, name), old, old);
    await spool.prune(nowMs);
    expect(segments(spool)).toEqual(['00000002.spool.done', '00000003.spool.done', '00000004.spool']);
  });

  it('goes on behind what an open file already holds', () => {
    const spool = newSpool();
    spool.append(encode(progress(1)));
    spool.close();
    spools.pop();
    const again = new Spool(spool.directory);
    spools.push(again);
    again.append(encode(progress(2)));
    expect(again.read(1)).toEqual([progress(1), progress(2)]);
  });
});

describe('a disk that takes nothing more', () => {
  const MODULE = new URL('spool.ts', import.meta.url).href;
  const RECORD_MODULE = import.meta.resolve('@tollgate/queue/usage-record');
  const SCRIPT = `
    import { RecordWriter } from ${JSON.stringify(RECORD_MODULE)};
    import { Spool } from ${JSON.stringify(MODULE)};
    const spool = new Spool(process.argv[1], { segmentBytes: Number(process.argv[2]), retryEveryMs: 20 });
    let next = 0;
    process.on('message', (count) => {
      for (let i = 0; i < count; i++) {
        const writer = new RecordWriter();
        writer.add(['progress', 'att_' + next++, 1]);
        spool.append(writer.bytes());
      }
      process.send({ isWritable: spool.isWritable, written: next });
    });
    setInterval(() => undefined, 1000);
  `;
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** A spool in a process of its own, whose files may not grow beyond what the kernel is told. */
  function startWriter(folder: string, segmentBytes: number) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, folder, String(segmentBytes)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    return {
      limit: (bytes: number | 'unlimited') => execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:`]),
      async append(count: number): Promise<{ isWritable: boolean; written: number }> {
        child.send(count);
        const [state] = (await once(child, 'message')) as [{ isWritable: boolean; written: number }];
        return state;
      },
    };
  }

  function writtenIds(folder: string): { ids: string[]; damaged: number } {
    const decoded = readdirSync(folder)
      .sort()
      .map((name) => decodeRecords(readFileSync(join(folder, name))));
    return {
      ids: decoded.flatMap(({ records }) => records.map((record) => String(record[1]))),
      damaged: decoded.reduce((sum, { damaged }) => sum + damaged, 0),
    };
  }

  it.each([
    ['in the middle of a segment', 1_000_000],
    ['while segments roll over', 600],
  ])('%s is told, and when there is room again nothing is lost, doubled or torn', async (_when, segmentBytes) => {
    const folder = newFolder();
    const writer = startWriter(folder, segmentBytes);
    expect(await writer.append(10)).toMatchObject({ isWritable: true });
    writer.limit(450);
    expect(await writer.append(50)).toMatchObject({ isWritable: false });
    expect(writtenIds(folder).damaged).toBe(0);
    expect(await writer.append(5)).toMatchObject({ isWritable: false });
    writer.limit('unlimited');
    let state = await writer.append(0);
    while (!state.isWritable) state = await writer.append(0);
    const { written } = await writer.append(5);
    expect(writtenIds(folder)).toEqual({ ids: Array.from({ length: written }, (_, index) => `att_${index}`), damaged: 0 });
  });

  it('refuses new segments too without losing hold of the old one', () => {
    const spool = newSpool({ segmentBytes: 40 });
    spool.append(encode(progress(1)));
    rmSync(spool.directory, { recursive: true });
    expect(() => spool.append(encode(progress(2)))).not.toThrow();
    expect(spool.isWritable).toBe(false);
    expect(existsSync(spool.directory)).toBe(false);
  });
});
