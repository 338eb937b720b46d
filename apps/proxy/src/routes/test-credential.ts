import { checkBaseUrl } from '@tollgate/core/egress/check-base-url';
import { adapterFor } from '@tollgate/providers/registry';
import type { ProxyDeps } from '../deps.ts';
import { authorize } from '../upstream/authorize.ts';
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
  if (!organization || !credential || !adapter)
    return fail('This credential is not known to the proxy, or its secret cannot be opened with the configured key-encryption key.');
  const target = deps.resolveTarget(organization, { credential: credential.name, model: '' });
  if (target === null) {
    const base = checkBaseUrl(credential.baseUrl ?? '', { allowPrivate: deps.allowPrivateUpstreams });
    return fail(base.ok ? 'This credential has no base URL.' : base.message);
  }
  const probe = adapter.probePath(credential.settings);
  if (probe === null) return fail(`${adapter.name} has no call that proves a credential without using a model. Send a request instead.`);
  try {
    const path = target.basePath + probe;
    const requestHeaders = { accept: 'application/json', 'user-agent': 'tollgate', ...adapter.chat.headers };
    const unproven = await authorize(deps.accessTokens, target, { method: 'GET', path, headers: requestHeaders, body: '' }, TIMEOUT_MS);
    if (unproven !== null) return fail(unproven.message);
    const { statusCode, headers, body } = await deps.pools.pool(target.origin, false).request({
      path,
      method: 'GET',
      headers: requestHeaders,
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
      message:
        models.length > 0
          ? `The credential works; the provider lists ${models.length} ${models.length === 1 ? 'model' : 'models'}.`
          : 'The credential works.',
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

type ListedModel = { id?: unknown; name?: unknown };

/** OpenAI's list, or one of `models` with names. */
function listedModels(text: string): string[] {
  try {
    const listed = JSON.parse(text) as { data?: ListedModel[]; models?: ListedModel[] };
    return (listed.data ?? listed.models ?? [])
      .map(({ id, name }) => id ?? name)
      .filter((id): id is string => typeof id === 'string')
      .slice(0, MAX_MODELS);
  } catch {
    return [];
  }
}
