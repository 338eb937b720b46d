import { join } from 'node:path';
import { checkServer } from './check-server.ts';
import { hasDockerCompose, startDockerRedis } from './docker-redis.ts';
import { findRedisProgram, redisOnPath } from './find-redis-program.ts';
import { rememberedPort } from './ports.ts';
import { postgresFolder } from './postgres-folder.ts';
import { startPostgresServer } from './postgres-server.ts';
import type { Progress } from './progress.ts';
import { startRedisServer } from './redis-server.ts';
import type { Secrets } from './secrets-file.ts';
import type { Settings } from './settings.ts';
import type { Supervisor } from './supervisor.ts';

export type Infrastructure = { databaseUrl: string; redisUrl: string };

async function providePostgres(settings: Settings, secrets: Secrets, supervisor: Supervisor, progress: Progress): Promise<string> {
  if (settings.databaseUrl !== undefined) {
    await checkServer('DATABASE_URL', settings.databaseUrl, 5432);
    return settings.databaseUrl;
  }
  const logFile = join(settings.home, 'logs', 'postgres.log');
  const port = await rememberedPort(settings.home, 'postgres');
  const server = await progress.step('Starting Postgres', () =>
    startPostgresServer({ dataFolder: postgresFolder(settings.home), port, password: secrets.POSTGRES_PASSWORD, logFile }),
  );
  supervisor.add({ name: 'postgres', logFile, child: server.child, stop: server.stop });
  const url = new URL(server.url);
  url.pathname = '/tollgate';
  return url.href;
}

async function provideRedis(settings: Settings, supervisor: Supervisor, progress: Progress): Promise<string> {
  if (settings.redisUrl !== undefined) {
    await checkServer('REDIS_URL', settings.redisUrl, 6379);
    return settings.redisUrl;
  }
  const { home } = settings;
  const logFile = join(home, 'logs', 'redis.log');
  const port = await rememberedPort(home, 'redis');
  if (redisOnPath() === undefined && (await hasDockerCompose(supervisor.signal))) {
    const running = await progress.step('Starting Redis in Docker', () => startDockerRedis(home, port, supervisor.signal));
    supervisor.add(running);
    return `redis://127.0.0.1:${port}`;
  }
  const program = await findRedisProgram(progress, supervisor.signal);
  const server = await progress.step('Starting Redis', () =>
    startRedisServer({ program, dataFolder: join(home, 'redis'), port, logFile, isDurable: true }),
  );
  supervisor.add({ name: 'redis', logFile, child: server.child, stop: server.stop });
  return server.url;
}

/** Finds or starts Postgres and Redis; what it starts is handed to the supervisor. */
export async function provideInfrastructure(
  settings: Settings,
  secrets: Secrets,
  supervisor: Supervisor,
  progress: Progress,
): Promise<Infrastructure> {
  const databaseUrl = await providePostgres(settings, secrets, supervisor, progress);
  supervisor.signal.throwIfAborted();
  const redisUrl = await provideRedis(settings, supervisor, progress);
  supervisor.signal.throwIfAborted();
  return { databaseUrl, redisUrl };
}
