import { linkProvider, signInWithProvider, type ProviderRefusal } from '@tollgate/services/auth/sign-in-with-provider';
import type { ProviderIdentity } from '@tollgate/services/auth/provider-identity';
import { ServiceError } from '@tollgate/services/errors';
import { getServices } from '../server/services.ts';
import { readBrowser } from './browser.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { takeProviderIntent } from './provider-intent.ts';
import { getSession } from './session.ts';

/** What a page says when somebody comes back from a provider in vain. */
type ProviderProblem = ProviderRefusal | 'no_address' | 'too_often' | 'signed_out';

/** Somebody is back from a provider with its word for who they are: signs them in or links them, and returns where they go. */
export async function finishProviderSignIn(identity: Omit<ProviderIdentity, 'email'> & { email: string | null }): Promise<string> {
  const services = getServices();
  const { kind, next } = await takeProviderIntent();
  const back = (problem: ProviderProblem) => `${kind === 'link' ? '/account' : '/sign-in'}?${new URLSearchParams({ problem })}`;
  if (identity.email === null) return back('no_address');
  try {
    if (kind === 'link') {
      const session = await getSession();
      if (session === null) return `/sign-in?${new URLSearchParams({ problem: 'signed_out', next: '/account' })}`;
      const refusal = await linkProvider(services, session.userId, { ...identity, email: identity.email });
      return refusal === null ? '/account?done=linked' : back(refusal);
    }
    const begun = await signInWithProvider(services, { ...identity, email: identity.email }, await readBrowser());
    if (begun.kind === 'refused') return back(begun.reason);
    return await continueSignIn(begun, next || (begun.isNew ? '/welcome' : '/'));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return back(error.code === 'too_many_requests' ? 'too_often' : 'no_address');
  }
}
