import { contentContext, seal } from '@tollgate/secrets/envelope';
import type { JobProducer } from '@tollgate/queue/job-producer';
import type { ContentBatch } from '@tollgate/queue/jobs';
import type { OrganizationRuntime, ProjectRuntime } from '../snapshot/runtime.ts';
import { newId } from '@tollgate/secrets/new-id';

export const MAX_SIDE_BYTES = 256 * 1024;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const MAX_ITEMS = 50;
const MAX_BATCH_BYTES = 1024 * 1024;
/** Batches that may wait in Redis for a worker that is away. Redis also holds the limits and must not be filled by contents. */
const MAX_QUEUED_BATCHES = 1000;
const FLUSH_MS = 500;
const DAY_MS = 86_400_000;

type Item = ContentBatch['items'][number];

/**
 * Carries kept prompts and answers, sealed, on a way of their own. Content is worth less than money: where it does not fit or cannot be
 * delivered it is dropped and counted, and the request's facts are untouched.
 */
export class ContentKeeper {
  readonly #producer: JobProducer<'store-content'>;
  readonly #onDropped: (items: number) => void;
  #items: Item[] = [];
  #itemBytes = 0;
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: { producer: JobProducer<'store-content'>; onDropped: (items: number) => void }) {
    this.#producer = options.producer;
    this.#onDropped = options.onDropped;
  }

  static keeps(project: ProjectRuntime, organization: OrganizationRuntime): boolean {
    return project.document.content.keep === 'full' && organization.contentKey !== null;
  }

  /** @param answer the bytes that the client was sent; a stream's are its events. */
  keep(
    project: ProjectRuntime,
    organization: OrganizationRuntime,
    requestId: string,
    startedAtMs: number,
    prompt: Buffer,
    answer: Buffer,
  ): void {
    const { contentKey } = organization;
    if (contentKey === null) return;
    const isTruncated = prompt.length > MAX_SIDE_BYTES || answer.length > MAX_SIDE_BYTES;
    const content = JSON.stringify({
      prompt: prompt.toString('utf8', 0, MAX_SIDE_BYTES),
      answer: answer.toString('utf8', 0, MAX_SIDE_BYTES),
    });
    const sealed = seal(contentKey.key, Buffer.from(content), contentContext(organization.document.id, requestId));
    if (this.#waitingBytes + sealed.ciphertext.length > MAX_WAITING_BYTES) {
      this.#onDropped(1);
      return;
    }
    this.#waitingBytes += sealed.ciphertext.length;
    this.#itemBytes += sealed.ciphertext.length;
    this.#items.push({
      requestId,
      startedAtMs,
      organizationId: organization.document.id,
      projectId: project.document.id,
      expiresAtMs: startedAtMs + project.document.content.days * DAY_MS,
      keyVersion: contentKey.version,
      ...sealed,
      isTruncated,
    });
    if (this.#items.length >= MAX_ITEMS || this.#itemBytes >= MAX_BATCH_BYTES) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const items = this.#items;
    if (items.length === 0) return;
    this.#items = [];
    this.#itemBytes = 0;
    try {
      if ((await this.#producer.waiting()) < MAX_QUEUED_BATCHES) await this.#producer.add({ items }, { jobId: newId('con') });
      else this.#onDropped(items.length);
    } catch {
      this.#onDropped(items.length);
    } finally {
      for (const item of items) this.#waitingBytes -= item.ciphertext.length;
    }
  }
}
