import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { acknowledgedKey } from '../../packages/redis/src/keys.ts';

// Takes usage off the queue and acknowledges it, as the worker does after its COMMIT. The ledger is not part of this measurement, and its
// checks are not made either: this process shares a core with the load.
const url = process.env['REDIS_URL'] ?? '';
const redis = new Redis(url);
const worker = new Worker(
  'ingest-usage',
  async ({ data }: { data: { proxyId: string; batchId: string } }) => {
    await redis.hset(acknowledgedKey(data.proxyId), data.batchId, 1);
  },
  { connection: new Redis(url, { maxRetriesPerRequest: null }) },
);
worker.on('error', (error) => {
  throw error;
});
