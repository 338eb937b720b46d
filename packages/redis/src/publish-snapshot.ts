import type {
  CatalogueDocument,
  DocumentKind,
  KeyDocument,
  OrganizationDocument,
  ProjectDocument,
} from '@tollgate/core/snapshot/documents';
import type { Redis } from './client.ts';
import { ANNOUNCEMENTS_CHANNEL, CHANGES_KEY, documentKey, SEQUENCE_KEY } from './keys.ts';

export type SnapshotDocument =
  | { kind: 'catalogue'; id: ''; document: Omit<CatalogueDocument, 'version'> }
  | { kind: 'organization'; id: string; document: Omit<OrganizationDocument, 'version'> }
  | { kind: 'project'; id: string; document: Omit<ProjectDocument, 'version'> }
  /** `id` is the SHA-256 of the key. */
  | { kind: 'key'; id: string; document: Omit<KeyDocument, 'version'> };

/**
 * Writes documents, notes them as changed and announces them. The version each was published with is a number that only grows;
 * proxies ignore one that is older than what they hold.
 */
export async function publishDocuments(redis: Redis, documents: readonly SnapshotDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const last = await takeVersions(redis, documents.length);
  const pipeline = redis.pipeline();
  documents.forEach(({ kind, id, document }, index) => {
    const version = last - documents.length + 1 + index;
    pipeline.set(documentKey(kind, id), JSON.stringify({ ...document, version }));
    pipeline.zadd(CHANGES_KEY, version, `${kind}:${id}`);
    pipeline.publish(ANNOUNCEMENTS_CHANNEL, `${version} ${kind}:${id}`);
  });
  throwFirstError(await pipeline.exec());
}

/** Removes documents of things that no longer exist and announces it. */
export async function withdrawDocuments(redis: Redis, documents: readonly { kind: DocumentKind; id: string }[]): Promise<void> {
  if (documents.length === 0) return;
  const last = await takeVersions(redis, documents.length);
  const pipeline = redis.pipeline();
  documents.forEach(({ kind, id }, index) => {
    const version = last - documents.length + 1 + index;
    pipeline.del(documentKey(kind, id));
    pipeline.zadd(CHANGES_KEY, version, `${kind}:${id}`);
    pipeline.publish(ANNOUNCEMENTS_CHANNEL, `${version} ${kind}:${id}`);
  });
  throwFirstError(await pipeline.exec());
}

/** The last of `count` fresh versions. A new sequence starts at the clock, so that versions grow even over a Redis that lost its data. */
async function takeVersions(redis: Redis, count: number): Promise<number> {
  await redis.set(SEQUENCE_KEY, Date.now() * 1000, 'NX');
  return redis.incrby(SEQUENCE_KEY, count);
}

/** A pipeline resolves even when its commands failed; a half-published change must not look published. */
function throwFirstError(replies: [Error | null, unknown][] | null): void {
  if (replies === null) throw new Error('The transaction was aborted');
  for (const [error] of replies) if (error) throw error;
}
