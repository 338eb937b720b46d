import type { UpstreamError } from '@tollgate/providers/adapter';
import { failure } from './classify-failure.ts';
import { NoAccessToken, type GoogleAccessTokens } from './google-access-token.ts';
import { signAws } from './sign-aws.ts';
import type { UpstreamTarget } from './target.ts';

/** `headers` gets the proof. */
type Call = { method: string; path: string; headers: Record<string, string>; body: string | Buffer };

/**
 * Adds the proof of who calls to a call's headers, as its last ones: a signature covers the others.
 *
 * @returns why there is no proof; `null` when it was added. A promise only while a token has yet to be fetched, for `timeoutMs` at most.
 */
export function authorize(
  tokens: GoogleAccessTokens,
  target: UpstreamTarget,
  call: Call,
  timeoutMs: number,
): UpstreamError | null | Promise<UpstreamError | null> {
  const { authentication, settings, secret } = target;
  switch (authentication.scheme) {
    case 'header':
      Object.assign(call.headers, authentication.headers(secret));
      return null;
    case 'aws-sigv4': {
      const { region = '', access_key_id: accessKeyId = '' } = settings;
      signAws({ ...call, origin: target.origin }, { service: authentication.service, region }, { accessKeyId, secretAccessKey: secret });
      return null;
    }
    case 'google': {
      const token = tokens.get(secret);
      if (typeof token !== 'string') return addToken(call, token, timeoutMs);
      call.headers['authorization'] = `Bearer ${token}`;
      return null;
    }
  }
}

/** The target said 401: a token that was kept is not used again. */
export function forgetProof(tokens: GoogleAccessTokens, { authentication, secret }: UpstreamTarget): void {
  if (authentication.scheme === 'google') tokens.forget(secret);
}

/** The exchange goes on when it takes too long for this call: the next one may find a token. */
async function addToken(call: Call, pending: Promise<string>, timeoutMs: number): Promise<UpstreamError | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, timeoutMs, null)));
  try {
    const token = await Promise.race([pending, late]);
    if (token === null) return failure('timeout', `No access token could be fetched within ${Math.round(timeoutMs)} ms.`);
    call.headers['authorization'] = `Bearer ${token}`;
    return null;
  } catch (error) {
    if (error instanceof NoAccessToken) return error.error;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
