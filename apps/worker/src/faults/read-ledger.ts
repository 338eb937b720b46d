import pg from 'pg';

export type LedgerAttempt = {
  attemptId: string;
  requestId: string;
  keyId: string;
  outcome: string;
  isEstimated: boolean;
  inputTokens: number;
  outputTokens: number;
  /** Pico-dollars; `null`: unpriced. */
  costPico: bigint | null;
};
type LedgerRequest = { requestId: string; keyId: string; status: number; attempts: number };

/** The same figures as one table of the ledger has them. */
type Totals = {
  requests?: number;
  failedRequests?: number;
  attempts?: number;
  estimated?: number;
  input?: number;
  output?: number;
  costPico: bigint;
};

export type Ledger = {
  attempts: LedgerAttempt[];
  requests: LedgerRequest[];
  rollups: Record<'spend_rollups' | 'end_user_rollups' | 'tag_rollups' | 'key_spend', Totals>;
  /** Pico-dollars by key, from `key_spend`. */
  spentByKey: Map<string, bigint>;
  rejectedFacts: number;
};

/** Everything that the ledger holds; for a database of a test's own. */
export async function readLedger(databaseUrl: string): Promise<Ledger> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const all = async (sql: string): Promise<Record<string, unknown>[]> => (await client.query(sql)).rows;
  try {
    const attempts = await all(`
      SELECT attempt_id, request_id, key_id, outcome, is_estimated, cost_pico,
        input_tokens + cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + audio_input_tokens AS input,
        output_tokens + reasoning_tokens + audio_output_tokens AS output
      FROM attempts`);
    const requests = await all('SELECT request_id, key_id, status, attempts FROM requests');
    const [spend] = await all(`
      SELECT sum(requests) AS requests, sum(failed_requests) AS failed, sum(attempts) AS attempts, sum(estimated_attempts) AS estimated,
        sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cost_pico) AS cost
      FROM spend_rollups`);
    const [endUsers] = await all(
      'SELECT sum(requests) AS requests, sum(attempts) AS attempts, sum(cost_pico) AS cost FROM end_user_rollups',
    );
    const [tags] = await all('SELECT sum(requests) AS requests, sum(cost_pico) AS cost FROM tag_rollups');
    const keys = await all('SELECT key_id, sum(cost_pico) AS cost FROM key_spend GROUP BY key_id');
    const [rejected] = await all('SELECT count(*) AS count FROM rejected_facts');
    const spentByKey = new Map(keys.map((row) => [String(row['key_id']), pico(row['cost'])]));
    return {
      attempts: attempts.map((row) => ({
        attemptId: String(row['attempt_id']),
        requestId: String(row['request_id']),
        keyId: String(row['key_id']),
        outcome: String(row['outcome']),
        isEstimated: row['is_estimated'] === true,
        inputTokens: Number(row['input']),
        outputTokens: Number(row['output']),
        costPico: row['cost_pico'] === null ? null : pico(row['cost_pico']),
      })),
      requests: requests.map((row) => ({
        requestId: String(row['request_id']),
        keyId: String(row['key_id']),
        status: Number(row['status']),
        attempts: Number(row['attempts']),
      })),
      rollups: {
        spend_rollups: {
          requests: Number(spend?.['requests']),
          failedRequests: Number(spend?.['failed']),
          attempts: Number(spend?.['attempts']),
          estimated: Number(spend?.['estimated']),
          input: Number(spend?.['input']),
          output: Number(spend?.['output']),
          costPico: pico(spend?.['cost']),
        },
        end_user_rollups: {
          requests: Number(endUsers?.['requests']),
          attempts: Number(endUsers?.['attempts']),
          costPico: pico(endUsers?.['cost']),
        },
        tag_rollups: { requests: Number(tags?.['requests']), costPico: pico(tags?.['cost']) },
        key_spend: { costPico: [...spentByKey.values()].reduce((sum, cost) => sum + cost, 0n) },
      },
      spentByKey,
      rejectedFacts: Number(rejected?.['count']),
    };
  } finally {
    await client.end();
  }
}

function pico(value: unknown): bigint {
  return BigInt(String(value ?? 0));
}
