import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { createConnection } from 'node:net';
import { LauncherError } from './launcher-error.ts';
import { stopProcess, stopWithThisProcess } from './stop-process.ts';
import { waitFor } from './wait-for.ts';

export type RedisServer = { url: string; port: number; child: ChildProcess; stop(): Promise<void> };

export type RedisOptions = { program: string; dataFolder: string; port: number; logFile: string; isDurable: boolean };

/** Whether a Redis at this loopback port answers PING with PONG (not LOADING). */
export function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (data) => settle(data.toString().startsWith('+PONG')));
    socket.once('error', () => settle(false));
    socket.setTimeout(1_000, () => settle(false));
  });
}

/** Starts a Redis on loopback and resolves when it answers. It never evicts (BullMQ's condition); durable means an append-only file. */
export async function startRedisServer({ program, dataFolder, port, logFile, isDurable }: RedisOptions): Promise<RedisServer> {
  mkdirSync(dataFolder, { recursive: true });
  const durability = isDurable ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : ['--appendonly', 'no'];
  const network = ['--bind', '127.0.0.1', '--port', String(port), '--protected-mode', 'yes'];
  const log = openSync(logFile, 'a');
  const child = spawn(program, [...network, '--dir', dataFolder, '--maxmemory-policy', 'noeviction', '--save', '', ...durability], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  stopWithThisProcess(child, 'SIGTERM');
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  const hasEnded = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  const isUp = await waitFor('Redis', async () => (hasEnded() ? 'ended' : answersPing(port)), { timeoutMs: 60_000 });
  if (isUp === 'ended') throw new LauncherError(`Redis did not start: see ${logFile}.`, failure);
  return { url: `redis://127.0.0.1:${port}`, port, child, stop: () => stopProcess(child, 'SIGTERM', 15_000) };
}
