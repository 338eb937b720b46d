import type { UsageBatch, UsageJob } from '../jobs.ts';
import { RecordWriter } from '../usage-record.ts';

/** A batch as a proxy sends it. */
export function toUsageJob({ proxyId, batchId, attempts, requests }: UsageBatch): UsageJob {
  const writer = new RecordWriter();
  for (const attempt of attempts) writer.add(['finished', attempt]);
  for (const request of requests) writer.add(['request', request]);
  return { proxyId, batchId, records: writer.bytes().toString('base64') };
}
