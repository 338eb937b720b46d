import { nanoFromPicoText } from './nano-from-pico-text.ts';
import { compile, validate, type CompiledGraph } from '@tollgate/core/routing/compile';
import type { KeyDocument, OrganizationDocument, ProjectDocument } from '@tollgate/core/snapshot/documents';
import { createPriceIndex, type PriceIndex } from '@tollgate/core/pricing/find-price';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import { credentialContext, open, openDataKey } from '@tollgate/secrets/envelope';
import type { KeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';

/** A project key as the pipeline uses it: its document and what was learnt about it since. */
export type KeyRuntime = {
  document: KeyDocument;
  requestsPerMinute: number;
  /** -1: no budget. */
  budgetNano: number;
  /** Until when the last refusal is known to hold; 0 when there was none. Milliseconds. */
  rateLimitedUntilMs: number;
  /** What was left of the budget at the last admission; `null` before the first. */
  lastRemainingNano: number | null;
};

type RouteRuntime = { name: string; version: number; graph: CompiledGraph };

export type ProjectRuntime = { document: ProjectDocument; routes: Map<string, RouteRuntime> };

export type CredentialRuntime = {
  id: string;
  name: string;
  provider: string;
  baseUrl: string | null;
  settings: Readonly<Record<string, string>>;
  secret: string;
};

export type OrganizationRuntime = {
  document: OrganizationDocument;
  credentialsByName: Map<string, CredentialRuntime>;
  defaultByProvider: Map<string, CredentialRuntime>;
  prices: PriceIndex;
  /** The newest data key, for sealing kept content; `null` when none could be opened. */
  contentKey: { version: number; key: Buffer } | null;
};

export function createKeyRuntime(document: KeyDocument, previous: KeyRuntime | undefined): KeyRuntime {
  return {
    document,
    requestsPerMinute: document.limits.requestsPerMinute ?? 0,
    budgetNano: document.limits.budget === null ? -1 : nanoFromPicoText(document.limits.budget.pico),
    rateLimitedUntilMs:
      previous?.document.limits.requestsPerMinute === document.limits.requestsPerMinute ? (previous?.rateLimitedUntilMs ?? 0) : 0,
    lastRemainingNano: hasSameBudget(document, previous) ? (previous?.lastRemainingNano ?? null) : null,
  };
}

function hasSameBudget({ limits: { budget } }: KeyDocument, previous: KeyRuntime | undefined): boolean {
  const before = previous?.document.limits.budget;
  return budget?.pico === before?.pico && budget?.per === before?.per;
}

export function createProjectRuntime(document: ProjectDocument): ProjectRuntime {
  const routes = new Map<string, RouteRuntime>();
  for (const route of document.routes) {
    // A document that does not compile was never published by us; skipping it keeps the project's other routes alive.
    if (validate(route.document).length === 0)
      routes.set(route.name, { name: route.name, version: route.version, graph: compile(route.document) });
  }
  return { document, routes };
}

/**
 * Opens the organisation's credentials once per document. A credential that does not open (another key-encryption key, a tampered
 * row) is left out, so that it is refused by name instead of being sent empty.
 */
export function createOrganizationRuntime(
  document: OrganizationDocument,
  catalogue: readonly PriceRow[],
  keys: KeyEncryptionKeys,
  onUnreadable: (credentialId: string) => void,
): OrganizationRuntime {
  const dataKeys = new Map<number, Buffer>();
  for (const sealed of document.dataKeys) {
    try {
      dataKeys.set(sealed.version, openDataKey(keys, sealed, document.id, sealed.version));
    } catch {
      onUnreadable(`data key ${sealed.version} of ${document.id}`);
    }
  }
  const credentialsByName = new Map<string, CredentialRuntime>();
  const defaultByProvider = new Map<string, CredentialRuntime>();
  for (const { id, name, provider, baseUrl, settings, secret, isDefault } of document.credentials) {
    let opened = '';
    if (secret !== null) {
      const key = dataKeys.get(secret.keyVersion);
      try {
        if (!key) throw new Error('No data key');
        opened = open(key, secret, credentialContext(document.id, id, provider)).toString('utf8');
      } catch {
        onUnreadable(id);
        continue;
      }
    }
    const credential = { id, name, provider, baseUrl, settings, secret: opened };
    credentialsByName.set(name, credential);
    if (isDefault) defaultByProvider.set(provider, credential);
  }
  const newest = Math.max(0, ...dataKeys.keys());
  const key = dataKeys.get(newest);
  return {
    document,
    credentialsByName,
    defaultByProvider,
    prices: createPriceIndex(catalogue, document.priceOverrides),
    contentKey: key ? { version: newest, key } : null,
  };
}
