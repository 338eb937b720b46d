import type { Pool, PoolClient } from 'pg';

/** Runs statements in one transaction: all or nothing. `mode` is appended to BEGIN. */
export async function inTransaction<Result>(pool: Pool, run: (client: PoolClient) => Promise<Result>, mode = ''): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query(`BEGIN ${mode}`);
    const result = await run(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    // A connection whose transaction failed may be in any state: it is not used again.
    client.release(failure);
  }
}
