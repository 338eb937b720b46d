import { insertContents } from '@tollgate/db/ledger/insert-contents';
import type { ContentBatch } from '@tollgate/queue/jobs';
import type { Services } from '../context.ts';

/** Keeps sealed prompts and answers; a second delivery changes nothing. Returns how many were new. */
export async function storeContent({ database, clock }: Pick<Services, 'database' | 'clock'>, batch: ContentBatch): Promise<number> {
  return insertContents(database.pool, batch.items, clock());
}
