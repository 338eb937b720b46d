import { checkBaseUrl } from '@tollgate/core/egress/check-base-url';
import { adapterFor } from '@tollgate/providers/registry';
import type { ProxyDeps } from '../deps.ts';
import { classifyFailure } from '../upstream/classify-failure.ts';

/** What trying a credential came to. `models` are names the provider lists, at most 200. */
export type CredentialTest = { ok: boolean; message: string; latencyMs: number; models: string[] };

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_MODELS = 200;

/** Makes one cheap authenticated call with a stored credential, from here, where real calls will be made. */
export async function testCredential(deps: ProxyDeps, organizationId: string, credentialId: string): Promise<CredentialTest> {
  const startedTick = performance.now();
  const fail = (message: string): CredentialTest => ({
    ok: false,
    message,
    latencyMs: Math.round(performance.now() - startedTick),
    models: [],
  });
  // The credential may have been stored a moment ago; what Redis holds now is what is tested.
  await deps.store.refresh([`organization:${organizationId}`]).catch(() => undefined);
  const organization = deps.store.organization(organizationId);
  const credential = [...(organization?.credentialsByName.values() ?? [])].find(({ id }) => id === credentialId);
  const adapter = credential && adapterFor(credential.provider);
  if (!credential || !adapter)
    return fail('This credential is not known to the proxy, or its secret cannot be opened with the configured key-encryption key.');
  const base = checkBaseUrl(credential.baseUrl ?? adapter.defaultBaseUrl ?? '', { allowPrivate: deps.allowPrivateUpstreams });
  if (!base.ok) return fail(base.message);
  const url = new URL(base.url);
  try {
    const { statusCode, headers, body } = await deps.pools.pool(url.origin, false).request({
      path: url.pathname.replace(/\/$/, '') + adapter.probePath,
      method: 'GET',
      headers: { accept: 'application/json', 'user-agent': 'tollgate', ...adapter.authHeaders(credential.secret) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    let text = '';
    for await (const part of body) {
      text += String(part);
      if (text.length > MAX_BYTES) break;
    }
    if (statusCode !== 200) return fail(adapter.readError(statusCode, headers as Record<string, string | undefined>, text).message);
    const models = listedModels(text);
    return {
      ok: true,
      message: models.length > 0 ? `The credential works; the provider lists ${models.length} models.` : 'The credential works.',
      latencyMs: Math.round(performance.now() - startedTick),
      models,
    };
  } catch (error) {
    return fail(
      error instanceof DOMException
        ? `The provider did not answer within ${TIMEOUT_MS / 1000} seconds.`
        : classifyFailure(error as Error).message,
    );
  }
}

function listedModels(text: string): string[] {
  try {
    const { data } = JSON.parse(text) as { data?: { id?: unknown }[] };
    return (data ?? [])
      .map(({ id }) => id)
      .filter((id): id is string => typeof id === 'string')
      .slice(0, MAX_MODELS);
  } catch {
    return [];
  }
}
