import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { checkBaseUrl } from '@tollgate/core/egress/check-base-url';
import type { UpstreamError } from '@tollgate/providers/adapter';
import { SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { classifyFailure, failure } from './classify-failure.ts';
import type { UpstreamPools } from './upstream-pools.ts';

/** A service account has no token, and why. */
export class NoAccessToken extends Error {
  override name = 'NoAccessToken';
  readonly error: UpstreamError;

  constructor(error: UpstreamError) {
    super(error.message);
    this.error = error;
  }
}

type ServiceAccount = { email: string; keyId: string | undefined; key: KeyObject; tokenUrl: URL };
type Entry = {
  account: ServiceAccount | NoAccessToken;
  token: string;
  /** Epoch milliseconds. */
  expiresAtMs: number;
  refreshAtMs: number;
  exchange: Promise<string> | null;
};

const MAX_ACCOUNTS = 1_000;
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const DEFAULT_TOKEN_URL = 'https://oauth2.googleapis.com/token';
const EXCHANGE_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** A token that dies on the way is of no use. */
const LEAST_LIFE_MS = 10_000;
const REFRESH_BEFORE_MS = 5 * 60_000;
/** A refresh that failed is tried again no sooner; the old token is still good. */
const RETRY_REFRESH_AFTER_MS = 15_000;

/**
 * Access tokens of Google service accounts: exchanged at the account's own `token_uri`, through the pools that guard every dial of a
 * tenant's, and kept until they are about to expire. A token that nears its end is renewed behind the back of the calls that still use
 * it. However many calls wait, an account has one exchange under way.
 */
export class GoogleAccessTokens {
  readonly #entries = new LRUCache<string, Entry>({ max: MAX_ACCOUNTS });
  readonly #pools: UpstreamPools;
  readonly #allowPrivate: boolean;
  readonly #now: () => number;

  constructor(options: { pools: UpstreamPools; allowPrivate: boolean; now?: () => number }) {
    this.#pools = options.pools;
    this.#allowPrivate = options.allowPrivate;
    this.#now = options.now ?? Date.now;
  }

  /**
   * @param serviceAccount the account's key file, JSON.
   * @returns a promise only while there is no token yet; it rejects with {@link NoAccessToken}.
   */
  get(serviceAccount: string): string | Promise<string> {
    const entry = this.#entryOf(serviceAccount);
    const now = this.#now();
    if (now < entry.expiresAtMs - LEAST_LIFE_MS) {
      // Nobody waits for it, so nobody hears of its failure.
      if (now >= entry.refreshAtMs) this.#exchange(entry).catch(() => undefined);
      return entry.token;
    }
    return this.#exchange(entry);
  }

  /** The API refused the token: the next call gets another one. */
  forget(serviceAccount: string): void {
    this.#entryOf(serviceAccount).expiresAtMs = 0;
  }

  #entryOf(serviceAccount: string): Entry {
    const id = createHash('sha256').update(serviceAccount).digest('base64');
    let entry = this.#entries.get(id);
    if (entry === undefined) {
      entry = { account: this.#readAccount(serviceAccount), token: '', expiresAtMs: 0, refreshAtMs: 0, exchange: null };
      this.#entries.set(id, entry);
    }
    return entry;
  }

  #exchange(entry: Entry): Promise<string> {
    if (entry.account instanceof NoAccessToken) return Promise.reject(entry.account);
    entry.exchange ??= this.#fetch(entry, entry.account).finally(() => (entry.exchange = null));
    return entry.exchange;
  }

  async #fetch(entry: Entry, account: ServiceAccount): Promise<string> {
    entry.refreshAtMs = this.#now() + RETRY_REFRESH_AFTER_MS;
    const { token, lifeMs } = await this.#ask(account);
    const now = this.#now();
    entry.token = token;
    entry.expiresAtMs = now + lifeMs;
    entry.refreshAtMs = now + Math.max(lifeMs - REFRESH_BEFORE_MS, lifeMs / 2);
    return token;
  }

  async #ask(account: ServiceAccount): Promise<{ token: string; lifeMs: number }> {
    const { tokenUrl } = account;
    const assertion = await this.#assertion(account);
    const form = `grant_type=${encodeURIComponent('urn:ietf:params:oauth:grant-type:jwt-bearer')}&assertion=${assertion}`;
    let status: number;
    let text = '';
    try {
      const answer = await this.#pools.pool(tokenUrl.origin, false).request({
        path: tokenUrl.pathname,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', 'user-agent': 'tollgate' },
        body: form,
        signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS),
      });
      status = answer.statusCode;
      for await (const part of answer.body) {
        text += String(part);
        if (text.length > MAX_ANSWER_BYTES) throw new NoAccessToken(failure('server_error', 'The token server sent too much.'));
      }
    } catch (error) {
      if (error instanceof NoAccessToken) throw error;
      if (error instanceof DOMException) throw new NoAccessToken(failure('timeout', 'The token server did not answer in time.'));
      const { outcome, message } = classifyFailure(error as Error);
      throw new NoAccessToken(failure(outcome, `No access token could be fetched. ${message.replaceAll('provider', 'token server')}`));
    }
    return readAnswer(status, text);
  }

  #assertion({ email, keyId, key, tokenUrl }: ServiceAccount): Promise<string> {
    const issuedAt = Math.floor(this.#now() / 1000);
    return new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })
      .setIssuer(email)
      .setAudience(tokenUrl.href)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 3600)
      .sign(key);
  }

  #readAccount(text: string): ServiceAccount | NoAccessToken {
    const unusable = (message: string): NoAccessToken => new NoAccessToken(failure('auth', message));
    try {
      const account = JSON.parse(text) as Record<string, unknown>;
      const { client_email: email, private_key: key, private_key_id: keyId, token_uri: tokenUri = DEFAULT_TOKEN_URL } = account;
      if (typeof email !== 'string' || typeof key !== 'string' || typeof tokenUri !== 'string')
        return unusable('The secret is not the key file of a service account: client_email or private_key is missing.');
      const checked = checkBaseUrl(tokenUri, { allowPrivate: this.#allowPrivate });
      if (!checked.ok) return unusable(`The service account's token_uri cannot be used. ${checked.message}`);
      const privateKey = createPrivateKey(key);
      if (privateKey.asymmetricKeyType !== 'rsa') return unusable("The service account's private key is not an RSA key.");
      return { email, key: privateKey, keyId: typeof keyId === 'string' ? keyId : undefined, tokenUrl: new URL(checked.url) };
    } catch {
      return unusable('The secret is not the key file of a service account: it must be JSON with a private key in it.');
    }
  }
}

function readAnswer(status: number, text: string): { token: string; lifeMs: number } {
  let answer: Record<string, unknown> = {};
  try {
    answer = Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    // Told below: there is no token in it.
  }
  const { access_token: token, expires_in: life } = answer;
  if (status === 200 && typeof token === 'string' && token !== '') {
    return { token, lifeMs: typeof life === 'number' && life > 0 ? life * 1000 : 3_600_000 };
  }
  if (status >= 500 || status === 200)
    throw new NoAccessToken(failure('server_error', `The token server answered ${status} without a token.`));
  if (status === 429) throw new NoAccessToken(failure('rate_limited', 'The token server asks for fewer requests.'));
  const reason = [answer['error'], answer['error_description']].filter((part) => typeof part === 'string').join(': ');
  throw new NoAccessToken(
    failure('auth', `The token server refused the service account${reason === '' ? '' : ` (${reason.slice(0, 200)})`}.`),
  );
}
