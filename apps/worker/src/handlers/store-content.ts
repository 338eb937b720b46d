import type { ContentBatch } from '@tollgate/queue/jobs';
import { storeContent } from '@tollgate/services/usage/store-content';
import type { WorkerContext } from '../worker-context.ts';

export async function handleStoreContent({ services, metrics }: WorkerContext, batch: ContentBatch): Promise<void> {
  metrics.storedContents.inc(await storeContent(services, batch));
}
