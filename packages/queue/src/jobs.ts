import { mailSchema } from '@tollgate/core/mail/mail';
import { attemptFactSchema, requestFactSchema } from '@tollgate/core/usage/facts';
import * as z from 'zod';
import { decodeRecords } from './usage-record.ts';

/** Of a kind, in one batch. */
export const MAX_BATCH_FACTS = 500;

const usageBatchSchema = z.object({
  proxyId: z.string().min(1).max(64),
  /** Names the stretch in the proxy's spool; acknowledged after COMMIT. */
  batchId: z.string().min(1).max(128),
  attempts: z.array(attemptFactSchema).max(MAX_BATCH_FACTS),
  requests: z.array(requestFactSchema).max(MAX_BATCH_FACTS),
});
/** Facts of one stretch of one proxy's spool, without bodies. Delivered at least once; ingesting twice changes nothing. */
export type UsageBatch = z.infer<typeof usageBatchSchema>;

/** A batch as it travels: the facts are the bytes of the spool itself, in base64, so that the proxy writes them once. */
export const usageJobSchema = z
  .object({ proxyId: z.string(), batchId: z.string(), records: z.base64() })
  .transform(({ proxyId, batchId, records }, context) => {
    const decoded = decodeRecords(Buffer.from(records, 'base64'));
    if (decoded.damaged > 0) context.addIssue('The records are damaged.');
    return {
      proxyId,
      batchId,
      attempts: decoded.records.flatMap((record) => (record[0] === 'finished' ? [record[1]] : [])),
      requests: decoded.records.flatMap((record) => (record[0] === 'request' ? [record[1]] : [])),
    };
  })
  .pipe(usageBatchSchema);
export type UsageJob = z.input<typeof usageJobSchema>;

/** Prompt and answer of one request, sealed with the organisation's data key, at most 256 KiB a side. */
export const contentBatchSchema = z.object({
  items: z
    .array(
      z.object({
        requestId: z.string(),
        startedAtMs: z.number().int(),
        organizationId: z.string(),
        projectId: z.string(),
        expiresAtMs: z.number().int(),
        keyVersion: z.number().int(),
        nonce: z.string(),
        ciphertext: z.string(),
        isTruncated: z.boolean(),
      }),
    )
    .max(50),
});
export type ContentBatch = z.infer<typeof contentBatchSchema>;

/** One mail to one person. Its link is a secret, so nothing of the job outlives its end, good or bad. */
export const sendMailSchema = z.object({ id: z.string().min(1).max(64), mail: mailSchema });
export type SendMail = z.infer<typeof sendMailSchema>;

/** Every queue, by the name of the folder of its handler in the worker. */
export const JOBS = {
  'ingest-usage': { schema: usageJobSchema, attempts: 1_000_000, backoff: { type: 'fixed', delay: 1000 }, keptFailures: 1000 },
  'store-content': { schema: contentBatchSchema, attempts: 20, backoff: { type: 'fixed', delay: 1000 }, keptFailures: 1000 },
  // Tried for 17 minutes; what arrives later leads to a link that is over or was asked for again.
  'send-mail': { schema: sendMailSchema, attempts: 10, backoff: { type: 'exponential', delay: 2000 }, keptFailures: 0 },
} as const;
export type JobName = keyof typeof JOBS;
/** What is put into a queue, and what its handler gets of it. */
export type JobPayload<Name extends JobName> = z.input<(typeof JOBS)[Name]['schema']>;
export type JobContent<Name extends JobName> = z.output<(typeof JOBS)[Name]['schema']>;
