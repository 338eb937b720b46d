import { execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { connectRedis } from '../../packages/redis/src/client.ts';
import { priceRowSchema } from '../../packages/core/src/pricing/price-row.ts';
import { freePort } from '../launcher/free-port.ts';
import { rootFolder } from '../launcher/paths.ts';
import type { RedisServer } from '../launcher/redis-server.ts';
import { waitFor } from '../launcher/wait-for.ts';
import { publishTestTenant } from '../../apps/proxy/src/testing/test-tenant.ts';
import { testKeyEncryptionKey } from '../../packages/testing/src/key-encryption-key.ts';

export type BenchTarget = { description: object; close(): Promise<void> };

const PRICE = priceRowSchema.parse({
  id: 'openai/bench-model@2025-01-01',
  provider: 'openai',
  model: 'bench-model',
  effectiveFrom: '2025-01-01',
  source: 'benchmark',
  rates: { input: '150000', output: '600000' },
});

/** Far from any limit, but each request is checked against both. */
const LIMITS = { requestsPerMinute: 100_000_000, budget: { pico: '1000000000000000000', per: 'month' as const } };

/**
 * This proxy with everything on: a key with a rate and a budget, so that every request is admitted and reserved in Redis; spool, usage
 * and batches to the queue, taken off and acknowledged by a consumer as the worker would, on the load's core.
 */
export async function openTarget(redis: RedisServer, folder: string): Promise<BenchTarget> {
  const keyEncryptionKey = testKeyEncryptionKey();
  const client = connectRedis(redis.url, { name: 'bench' });
  await waitFor('Redis', () => client.status === 'ready');
  const publish = (port: number) =>
    publishTestTenant(client, {
      keyEncryptionKey,
      limits: LIMITS,
      prices: [PRICE],
      credentials: [{ name: 'upstream', provider: 'openai', baseUrl: `http://127.0.0.1:${port}/v1`, secret: 'sk-upstream' }],
      routes: { 'bench-model': [{ credential: 'upstream', model: 'bench-model' }] },
    });
  const whole = await publish(19_100);
  const paced = await publish(19_101);
  client.disconnect();
  // Redis is on the load's core like the other servers beside the proxy; its CPU has a column of its own.
  execFileSync('taskset', ['-acp', '1', String(redis.child.pid)]);
  const consumer = spawn('nice', ['-n', '19', 'taskset', '-c', '1', process.execPath, join(rootFolder, 'scripts/bench/consume-main.ts')], {
    env: { ...process.env, REDIS_URL: redis.url },
    stdio: 'inherit',
  });
  const port = await freePort();
  const home = join(folder, 'home');
  rmSync(home, { recursive: true, force: true });
  const url = `http://127.0.0.1:${port}/v1/chat/completions`;
  return {
    description: {
      name: 'ours',
      cpus: '0',
      command: [process.execPath, '--max-semi-space-size=32', 'apps/proxy/src/main.ts'],
      cwd: rootFolder,
      env: {
        PROXY_PORT: String(port),
        METRICS_PORT: String(await freePort()),
        REDIS_URL: redis.url,
        TOLLGATE_HOME: home,
        TOLLGATE_KEY_ENCRYPTION_KEY: keyEncryptionKey,
        ALLOW_PRIVATE_UPSTREAMS: 'true',
        LOG_LEVEL: 'error',
        NODE_ENV: 'production',
      },
      sidecarPorts: [redis.port],
      url,
      streamUrl: url,
      headers: { authorization: `Bearer ${whole.key}` },
      streamHeaders: { authorization: `Bearer ${paced.key}` },
    },
    async close() {
      consumer.kill();
    },
  };
}

/** Portkey's open gateway: no keys, no limits, no log. */
export function portkeyTarget(folder: string): object {
  return {
    name: 'portkey',
    cpus: '0',
    cwd: folder,
    env: { NODE_ENV: 'production' },
    command: [process.execPath, 'node_modules/@portkey-ai/gateway/build/start-server.js', '--headless', '--port=19120'],
    url: 'http://127.0.0.1:19120/v1/chat/completions',
    streamUrl: 'http://127.0.0.1:19120/v1/chat/completions',
    headers: { authorization: 'Bearer sk-bench', 'x-portkey-provider': 'openai', 'x-portkey-custom-host': 'http://127.0.0.1:19100/v1' },
    streamHeaders: { 'x-portkey-custom-host': 'http://127.0.0.1:19101/v1' },
  };
}
