import pg, { type Pool } from 'pg';
import { type Facts, ingestFacts, type IngestResult } from './ingest-facts.ts';
import { type BatchSource, rejectFact, type RejectedFact } from './reject-fact.ts';

export type IngestOrRejectResult = IngestResult & { rejected: RejectedFact[] };

/**
 * {@link ingestFacts}, but facts that the database refuses for good do not keep the others out: the batch is halved until each bad one
 * stands alone, and that one goes into `rejected_facts`.
 *
 * @throws whatever another try may cure: a lost connection, a deadlock, a full disk, a missing table.
 */
export async function ingestOrReject(pool: Pool, facts: Facts, source: BatchSource): Promise<IngestOrRejectResult> {
  const halves = halve(facts);
  // A row that arrives while its partition is being attached is refused once and only once, so one alone gets a second chance.
  for (let tries = halves === null ? 2 : 1; ; tries--) {
    try {
      return { ...(await ingestFacts(pool, facts)), rejected: [] };
    } catch (error) {
      if (!isRefusalForGood(error)) throw error;
      if (tries > 1) continue;
      if (halves !== null) return merge(await ingestOrReject(pool, halves[0], source), await ingestOrReject(pool, halves[1], source));
      return {
        insertedAttempts: 0,
        insertedRequests: 0,
        touchedKeys: [],
        rejected: [await rejectFact(pool, facts, source, error.message)],
      };
    }
  }
}

/** Classes 22 (data), 23 (constraint) and 54 (limit, such as too long for an index): the row itself is at fault. */
function isRefusalForGood(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && /^(?:22|23|54)/.test(error.code ?? '');
}

/** `null` for a single fact. */
function halve({ attempts, requests }: Facts): [Facts, Facts] | null {
  if (attempts.length + requests.length < 2) return null;
  if (attempts.length > 0 && requests.length > 0)
    return [
      { attempts, requests: [] },
      { attempts: [], requests },
    ];
  const [a, r] = [Math.ceil(attempts.length / 2), Math.ceil(requests.length / 2)];
  return [
    { attempts: attempts.slice(0, a), requests: requests.slice(0, r) },
    { attempts: attempts.slice(a), requests: requests.slice(r) },
  ];
}

function merge(one: IngestOrRejectResult, other: IngestOrRejectResult): IngestOrRejectResult {
  return {
    insertedAttempts: one.insertedAttempts + other.insertedAttempts,
    insertedRequests: one.insertedRequests + other.insertedRequests,
    touchedKeys: [...one.touchedKeys, ...other.touchedKeys],
    rejected: [...one.rejected, ...other.rejected],
  };
}
