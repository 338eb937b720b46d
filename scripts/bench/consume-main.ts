import { createJobConsumer } from '../../packages/queue/src/job-consumer.ts';
import { connectRedis } from '../../packages/redis/src/client.ts';
import { acknowledgedKey } from '../../packages/redis/src/keys.ts';

// Takes usage off the queue and acknowledges it, as the worker does after its COMMIT; Postgres is not part of this measurement.
const redisUrl = process.env['REDIS_URL'] ?? '';
const redis = connectRedis(redisUrl, { name: 'bench-consumer' });
createJobConsumer('ingest-usage', {
  redisUrl,
  concurrency: 1,
  async handle({ proxyId, batchId }) {
    await redis.hset(acknowledgedKey(proxyId), batchId, 1);
  },
  onFailed: (_id, error) => {
    throw error;
  },
});
