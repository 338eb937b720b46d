import { createPriceIndex } from '@tollgate/core/pricing/find-price';
import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import { ensurePartitions } from '@tollgate/db/ledger/ensure-partitions';
import { type Facts, ingestFacts } from '@tollgate/db/ledger/ingest-facts';
import { touchKeys } from '@tollgate/db/ledger/touch-keys';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Services } from '../context.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { publishAfterCommit } from '../snapshot/publish-after-commit.ts';
import { DEMO_OWNER } from './demo-plan.ts';
import { demoSecrets } from './demo-secrets.ts';
import { generateHistory } from './generate-history.ts';
import { findDemoOrganization, setUpDemo } from './set-up-demo.ts';

const HOUR_MS = 3_600_000;
const DAYS = 90;
const SEEDED = 'demo.seed';
/** Statements in flight; two keep Postgres busy while the next batch is being made. */
const PARALLEL = 2;

export type SeededDemo = {
  isNew: boolean;
  organizationId: string;
  email: string;
  password: string;
  apiKey: string;
  requests: number;
  attempts: number;
};

/**
 * Fills an organisation of its own with 90 days of history, through the same code as live traffic. A run that was cut short is
 * completed by the next; a complete demo is left alone.
 *
 * @throws Error when the catalogue holds no prices.
 */
export async function seedDemo(
  services: Services,
  options: { requests?: number; onProgress?: (written: number) => void } = {},
): Promise<SeededDemo> {
  const secrets = demoSecrets(services.keyEncryptionKeys);
  const signIn = { email: DEMO_OWNER, ...secrets };
  const standing = await findDemoOrganization(services);
  if (standing !== null && (await isSeeded(services, standing.organizationId))) {
    return { isNew: false, organizationId: standing.organizationId, ...signIn, requests: 0, attempts: 0 };
  }
  const prices = await services.database.prisma.cataloguePrice.findMany({ select: { row: true } });
  if (prices.length === 0) throw new Error('The price catalogue is empty: load it before the demo.');

  const { organizationId, createdAtMs, callers } = await setUpDemo(services, secrets);
  const toMs = Math.floor(createdAtMs / HOUR_MS) * HOUR_MS;
  const fromMs = toMs - DAYS * 24 * HOUR_MS;
  const { pool } = services.database;
  for (const table of ['attempts', 'requests'] as const) await ensurePartitions(pool, table, fromMs, toMs);

  // Keys are older than what they called.
  const createdAt = new Date(fromMs);
  const scope = scopeTo(services.database, organizationId);
  await scope.project.updateMany({ data: { createdAt } });
  await scope.apiKey.updateMany({ where: { id: { in: callers.map(({ keyId }) => keyId) } }, data: { createdAt } });

  const history = generateHistory({
    fromMs,
    toMs,
    requests: options.requests ?? 60_000,
    requestsABatch: 1000,
    callers,
    prices: createPriceIndex(
      prices.map(({ row }) => priceRowSchema.parse(row)),
      [],
    ),
  });
  const written = await writeHistory(services, history, options.onProgress);
  await touchKeys(
    pool,
    callers.map(({ keyId }) => ({ keyId, atMs: toMs })),
  );
  await finish(services, organizationId);
  return { isNew: true, organizationId, ...signIn, ...written };
}

async function writeHistory(
  { database }: Services,
  history: Generator<Facts>,
  onProgress: (written: number) => void = () => undefined,
): Promise<{ requests: number; attempts: number }> {
  const written = { requests: 0, attempts: 0 };
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (const facts of history) {
        await ingestFacts(database.pool, facts);
        written.requests += facts.requests.length;
        written.attempts += facts.attempts.length;
        onProgress(written.requests);
      }
    }),
  );
  return written;
}

async function isSeeded({ database }: Services, organizationId: string): Promise<boolean> {
  return (await scopeTo(database, organizationId).auditEvent.findFirst({ where: { action: SEEDED }, select: { id: true } })) !== null;
}

/** Only now do the budgets know what the history spent, and is the demo complete. */
async function finish(services: Services, organizationId: string): Promise<void> {
  await services.database.prisma.$transaction(async (transaction) => {
    await markChanged(transaction, organizationId, [{ kind: 'counters', id: organizationId }]);
    const by = { organizationId, actor: { kind: 'system' } as const, clock: services.clock };
    await recordAuditEvent(transaction, by, { action: SEEDED, objectType: 'organization', objectId: organizationId });
  });
  await publishAfterCommit(services, organizationId);
}
