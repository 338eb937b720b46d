import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

/**
 * Vitest's global setup of the integration and browser projects: one throw-away Postgres and Redis a run, handed to the
 * tests as TEST_DATABASE_URL (may create databases: see `createDatabase`) and TEST_REDIS_URL.
 */
export async function setup(): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  process.env['TEST_DATABASE_URL'] = postgres.url;
  process.env['TEST_REDIS_URL'] = redis.url;
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
