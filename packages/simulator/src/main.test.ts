import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from './journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return { child, exited };
}

async function started(env: Record<string, string> = {}) {
  const running = run(env);
  const [line] = (await once(createInterface(running.child.stdout), 'line')) as [string];
  return { ...running, url: (JSON.parse(line) as { url: string }).url };
}

function call(url: string, model: string): Promise<Response> {
  return fetch(`${url}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'one two' }] }),
  });
}

/** The last line of each sequence number counts. */
function journalIn(path: string): JournalEntry[] {
  const entries = new Map<number, JournalEntry>();
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
    const entry = JSON.parse(line) as JournalEntry;
    entries.set(entry.sequence, entry);
  }
  return [...entries.values()];
}

describe('the simulator as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says where it listens, answers, and ends cleanly on %s', async (signal) => {
    const { child, exited, url } = await started();
    expect(await (await call(url, 'echo')).text()).toContain('[DONE]');
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });

  it('ends at once even while it answers', async () => {
    const { child, exited, url } = await started();
    const response = await call(url, 'stall');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await expect(response.text()).rejects.toThrow();
  });

  it('keeps in its journal file every call it had, finished or not, when it is killed', async () => {
    const path = join(folder, 'journal.jsonl');
    const { child, exited, url } = await started({ SIMULATOR_JOURNAL: path });
    for (let i = 0; i < 5; i++) await (await call(url, 'echo')).text();
    const stalled = await call(url, 'stall');
    child.kill('SIGKILL');
    await exited;
    await stalled.text().catch(() => null);
    expect(journalIn(path).map((entry) => [entry.sequence, entry.end, entry.completionTokens])).toEqual([
      [1, 'completed', 2],
      [2, 'completed', 2],
      [3, 'completed', 2],
      [4, 'completed', 2],
      [5, 'completed', 2],
      [6, 'open', 0],
    ]);
  });

  it.each([
    [{ SIMULATOR_PORT: 'x' }, /SIMULATOR_PORT must be a port/],
    [{ SIMULATOR_JOURNAL: '/nowhere/at/all/journal' }, /Set SIMULATOR_JOURNAL to a writable file/],
    [{ SIMULATOR_HOST: '192.0.2.1' }, /cannot listen on 192\.0\.2\.1/],
  ])('says in one sentence why it cannot start with %j', async (env, sentence) => {
    const { child, exited } = run(env);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    await once(child, 'close');
    expect((await exited)[0]).toBe(1);
    expect(errors).toMatch(sentence);
    expect(errors.trimEnd()).not.toContain('\n');
  });
});
