import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import type { Pool } from 'pg';
import { INGEST_STATEMENT } from './ingest-statement.ts';
import { storableJson } from './storable-json.ts';

export type Facts = { attempts: readonly AttemptFact[]; requests: readonly RequestFact[] };

export type IngestResult = {
  /** Facts that the ledger did not hold yet. */
  insertedAttempts: number;
  insertedRequests: number;
  /** Whose spend grew. */
  touchedKeys: { organizationId: string; keyId: string }[];
};

/**
 * Writes facts and adds the new ones to every rollup, in one statement and so all or nothing. Facts that the ledger already holds
 * change nothing.
 *
 * @throws DatabaseError; a deadlock or serialization failure (class 40) is worth another try as it is.
 */
export async function ingestFacts(pool: Pool, facts: Facts): Promise<IngestResult> {
  const parameters = [storableJson(facts.attempts.map(withDistinctTags)), storableJson(facts.requests.map(withDistinctTags))];
  const { rows } = await pool.query<IngestResult>({ name: 'ingest-facts', text: INGEST_STATEMENT, values: parameters });
  const result = rows[0];
  if (!result) throw new Error('The ingest statement returned no row');
  return result;
}

/** A tag counts once a fact, and the empty one is kept for facts without tags. */
function withDistinctTags<Fact extends { tags: string[] }>(fact: Fact): Fact {
  if (fact.tags.length < 2 && fact.tags[0] !== '') return fact;
  return { ...fact, tags: [...new Set(fact.tags)].filter((tag) => tag !== '') };
}
