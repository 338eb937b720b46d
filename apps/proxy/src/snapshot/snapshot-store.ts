import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import {
  catalogueDocumentSchema,
  keyDocumentSchema,
  organizationDocumentSchema,
  projectDocumentSchema,
  type DocumentKind,
} from '@tollgate/core/snapshot/documents';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { KeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import {
  createKeyRuntime,
  createOrganizationRuntime,
  createProjectRuntime,
  type KeyRuntime,
  type OrganizationRuntime,
  type ProjectRuntime,
} from './runtime.ts';

const versionedSchema = z.object({ version: z.number() });

/** Where documents come from when they are not held; rejects when it cannot be reached. */
export type DocumentSource = (names: readonly string[]) => Promise<(string | null)[]>;

const MAX_KEYS = 100_000;
const MAX_TENANTS = 20_000;
const MAX_UNKNOWN = 100_000;
/** An unknown key stays unknown this long unless its document is announced. */
const UNKNOWN_TTL_MS = 30_000;

/**
 * The configuration of the data plane in memory: bounded, replaced document by document, and shared by every request. Reading what
 * is held is synchronous; what is not held is asked of Redis once, however many requests wait for it.
 */
export class SnapshotStore {
  /** Raw text of what is held by `kind:id`, as published; what the disk copy is made of. */
  readonly #texts = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  readonly #keys = new LRUCache<string, KeyRuntime>({
    max: MAX_KEYS,
    dispose: (_, id, reason) => reason === 'evict' && this.#forget(`key:${id}`),
  });
  readonly #projects = new LRUCache<string, ProjectRuntime>({
    max: MAX_TENANTS,
    dispose: (_, id, reason) => reason === 'evict' && this.#forget(`project:${id}`),
  });
  readonly #organizations = new LRUCache<string, OrganizationRuntime>({
    max: MAX_TENANTS,
    dispose: (_, id, reason) => reason === 'evict' && this.#forget(`organization:${id}`),
  });
  readonly #unknown = new LRUCache<string, true>({ max: MAX_UNKNOWN, ttl: UNKNOWN_TTL_MS });
  readonly #used = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #source: DocumentSource;
  readonly #keyEncryptionKeys: KeyEncryptionKeys;
  readonly #onUnreadable: (what: string) => void;
  #catalogue: readonly PriceRow[] = [];
  /** Grows with every change; a saved copy with the same figure is up to date. */
  generation = 0;
  /** When Redis last answered with a complete snapshot; what `MAX_STALE` is counted from. Epoch milliseconds. */
  lastContactMs = 0;

  constructor(options: { source: DocumentSource; keyEncryptionKeys: KeyEncryptionKeys; onUnreadable: (what: string) => void }) {
    this.#source = options.source;
    this.#keyEncryptionKeys = options.keyEncryptionKeys;
    this.#onUnreadable = options.onUnreadable;
  }

  get catalogue(): readonly PriceRow[] {
    return this.#catalogue;
  }

  key(keyHash: string): KeyRuntime | undefined {
    return this.#keys.get(keyHash);
  }

  isUnknownKey(keyHash: string): boolean {
    return this.#unknown.has(keyHash);
  }

  project(id: string): ProjectRuntime | undefined {
    return this.#projects.get(id);
  }

  organization(id: string): OrganizationRuntime | undefined {
    return this.#organizations.get(id);
  }

  /** Notes that a key was used; what was noted is handed out once. */
  markUsed(keyId: string, atMs: number): void {
    this.#used.set(keyId, atMs);
  }

  takeUsedKeys(): [keyId: string, atMs: number][] {
    const used = [...this.#used];
    this.#used.clear();
    return used;
  }

  holds(name: string): boolean {
    return this.#texts.has(name);
  }

  heldNames(): string[] {
    return [...this.#texts.keys()];
  }

  heldDocuments(): Iterable<[string, string]> {
    return this.#texts.entries();
  }

  /** Forgets that a key was unknown: its document has been announced. */
  expect(name: string): void {
    if (name.startsWith('key:')) this.#unknown.delete(name.slice(4));
  }

  /** Forgets which keys were unknown: everything has been published anew. */
  expectAll(): void {
    this.#unknown.clear();
  }

  /** Brings documents by name (`kind:id`) from the source. Rejects when the source cannot be reached. */
  load(name: string): Promise<void> {
    let loading = this.#underWay.get(name);
    if (!loading) {
      loading = this.refresh([name]).finally(() => this.#underWay.delete(name));
      this.#underWay.set(name, loading);
    }
    return loading;
  }

  async refresh(names: readonly string[]): Promise<void> {
    const texts = await this.#source(names);
    names.forEach((name, index) => this.apply(name, texts[index] ?? null));
  }

  /**
   * Takes a document as published; `null` removes it. An older version than the one held is ignored, and so is a document that is not
   * readable: one that is broken must not keep the others from being served.
   */
  apply(name: string, text: string | null): void {
    const colon = name.indexOf(':');
    const kind = name.slice(0, colon) as DocumentKind;
    const id = name.slice(colon + 1);
    if (text === null) {
      this.#remove(kind, id, name);
      return;
    }
    if (this.#texts.get(name) === text) return;
    try {
      const version = this.#take(kind, id, JSON.parse(text), this.#versions.get(name) ?? 0);
      if (version === null) return;
      this.#texts.set(name, text);
      this.#versions.set(name, version);
      this.generation++;
    } catch {
      this.#onUnreadable(`document ${name}`);
    }
  }

  /** Makes a parsed document the one in use and returns its version; `null` when it is older than `heldVersion`. */
  #take(kind: DocumentKind, id: string, parsed: unknown, heldVersion: number): number | null {
    const { version } = versionedSchema.parse(parsed);
    if (version < heldVersion) return null;
    switch (kind) {
      case 'catalogue':
        this.#catalogue = catalogueDocumentSchema.parse(parsed).prices;
        // A copy of the entries: setting one moves it to the front of those still to come.
        for (const [organizationId, runtime] of Array.from(this.#organizations.entries())) {
          this.#organizations.set(organizationId, this.#organizationRuntime(runtime.document));
        }
        break;
      case 'organization':
        this.#organizations.set(id, this.#organizationRuntime(organizationDocumentSchema.parse(parsed)));
        break;
      case 'project':
        this.#projects.set(id, createProjectRuntime(projectDocumentSchema.parse(parsed)));
        break;
      case 'key':
        this.#unknown.delete(id);
        this.#keys.set(id, createKeyRuntime(keyDocumentSchema.parse(parsed), this.#keys.get(id)));
        break;
    }
    return version;
  }

  #organizationRuntime(document: Parameters<typeof createOrganizationRuntime>[0]): OrganizationRuntime {
    return createOrganizationRuntime(document, this.#catalogue, this.#keyEncryptionKeys, this.#onUnreadable);
  }

  #remove(kind: DocumentKind, id: string, name: string): void {
    switch (kind) {
      case 'catalogue':
        // Prices are never taken back; an absent catalogue means a Redis that lost it.
        return;
      case 'organization':
        this.#organizations.delete(id);
        break;
      case 'project':
        this.#projects.delete(id);
        break;
      case 'key':
        this.#keys.delete(id);
        this.#unknown.set(id, true);
        break;
    }
    this.#forget(name);
  }

  #forget(name: string): void {
    if (this.#texts.delete(name)) this.generation++;
    this.#versions.delete(name);
  }
}

/** The name under which a key's document is held and published. */
export function keyName(key: string): string {
  return hash('sha256', key, 'hex');
}
