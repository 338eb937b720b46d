import type { Pool } from 'pg';
import type { Facts } from './ingest-facts.ts';

/** Where a batch comes from, for whoever looks after a rejected fact. */
export type BatchSource = { proxyId: string; batchId: string };

export type RejectedFact = { kind: 'attempt' | 'request'; factId: string; reason: string };

/** Keeps a fact that the ledger's tables refuse; `facts` holds exactly one. Rejecting it again changes nothing. */
export async function rejectFact(pool: Pool, facts: Facts, { proxyId, batchId }: BatchSource, reason: string): Promise<RejectedFact> {
  const [attempt] = facts.attempts;
  const fact = attempt ?? facts.requests[0];
  if (!fact) throw new Error('There is no fact to reject');
  const kind = attempt ? 'attempt' : 'request';
  const factId = 'attemptId' in fact ? fact.attemptId : fact.requestId;
  await pool.query(
    `INSERT INTO rejected_facts (kind, fact_id, organization_id, proxy_id, batch_id, fact, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [kind, factId, fact.organizationId, proxyId, batchId, JSON.stringify(fact), reason].map((text) => text.replaceAll('\0', '\uFFFD')),
  );
  return { kind, factId, reason };
}
