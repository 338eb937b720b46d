import { checkBaseUrl } from '@tollgate/core/egress/check-base-url';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { Target } from '@tollgate/core/routing/document';
import type { Dialect } from '@tollgate/core/chat/request';
import type { Authentication, CallTarget, ChatApi, CredentialSettings, ProviderAdapter } from '@tollgate/providers/adapter';
import { apiBasePath } from '@tollgate/providers/api-base';
import { chooseApi } from '@tollgate/providers/choose-api';
import { adapterFor } from '@tollgate/providers/registry';
import type { CredentialRuntime, OrganizationRuntime } from '../snapshot/runtime.ts';

/** Everything needed to dial one model at one credential; made once per organisation document and kept. */
export type UpstreamTarget = CallTarget & {
  adapter: ProviderAdapter;
  /** What is spoken to it for a caller of a dialect; `null` when it cannot do what such a caller asks for. */
  apis(dialect: Dialect): ChatApi | null;
  authentication: Authentication;
  /** `null` for the simulated provider. */
  credentialId: string | null;
  provider: string;
  origin: string;
  basePath: string;
  secret: string;
  /** The operator's own server, which may be inside the network whatever tenants may dial. */
  isOperators: boolean;
  /** Identifies the target in health state: one organisation's trouble is never another's. */
  healthKey: string;
  /** Further tries of one attempt; `null` leaves it to the route. */
  retries: number | null;
  /** Whether a run of failures keeps calls away for a while. */
  hasBreaker: boolean;
  price(atMs: number): PriceRow | null;
};

export type TargetResolver = (organization: OrganizationRuntime, target: Target) => UpstreamTarget | null;

const SIMULATED = 'sim';
const NO_SETTINGS: CredentialSettings = {};

/** Resolves the two halves of a target name; `null` when the organisation has no such credential or its address is not allowed. */
export function createTargetResolver(options: { simulatorUrl: string | null; allowPrivate: boolean }): TargetResolver {
  const known = new WeakMap<OrganizationRuntime, Map<string, UpstreamTarget | null>>();
  return (organization, target) => {
    let targets = known.get(organization);
    if (!targets) known.set(organization, (targets = new Map()));
    const name = `${target.credential}/${target.model}`;
    let resolved = targets.get(name);
    if (resolved === undefined) {
      resolved = resolve(organization, target, options);
      // Callers write model names; only so many are worth remembering.
      if (targets.size >= 10_000) targets.clear();
      targets.set(name, resolved);
    }
    return resolved;
  };
}

function resolve(
  organization: OrganizationRuntime,
  { credential, model }: Target,
  options: { simulatorUrl: string | null; allowPrivate: boolean },
): UpstreamTarget | null {
  if (credential === SIMULATED) {
    const adapter = adapterFor(SIMULATED);
    return adapter && options.simulatorUrl !== null ? toTarget(organization, adapter, null, model, options.simulatorUrl) : null;
  }
  const found = organization.credentialsByName.get(credential) ?? organization.defaultByProvider.get(credential);
  const adapter = found && adapterFor(found.provider);
  const baseUrl = found?.baseUrl ?? adapter?.defaultBaseUrl(found?.settings ?? NO_SETTINGS) ?? null;
  if (!found || !adapter || baseUrl === null) return null;
  const checked = checkBaseUrl(baseUrl, { allowPrivate: options.allowPrivate });
  return checked.ok ? toTarget(organization, adapter, found, model, checked.url) : null;
}

function toTarget(
  organization: OrganizationRuntime,
  adapter: ProviderAdapter,
  credential: CredentialRuntime | null,
  model: string,
  baseUrl: string,
): UpstreamTarget {
  const url = new URL(baseUrl);
  const provider = credential?.provider ?? SIMULATED;
  const settings = credential?.settings ?? NO_SETTINGS;
  const apis = new Map<Dialect, ChatApi | null>();
  return {
    adapter,
    apis(dialect) {
      let api = apis.get(dialect);
      if (api === undefined) apis.set(dialect, (api = chooseApi(adapter, dialect, settings['upstream_api'])));
      return api;
    },
    authentication: adapter.authentication(settings),
    settings,
    credentialId: credential?.id ?? null,
    provider,
    model,
    origin: url.origin,
    basePath: apiBasePath(adapter, url.pathname),
    secret: credential?.secret ?? '',
    isOperators: credential === null,
    healthKey: `${organization.document.id}|${credential?.id ?? SIMULATED}|${model}`,
    retries: settings['retries'] === undefined ? null : Number(settings['retries']),
    hasBreaker: settings['circuit_breaker'] !== 'off',
    price: (atMs) => organization.prices.find(provider, model, atMs),
  };
}
