import { hash } from 'node:crypto';
import type { createIdempotency } from '@tollgate/redis/idempotency';
import { contentContext, open, seal } from '@tollgate/secrets/envelope';
import type { Refusal } from '../http/refusal.ts';
import type { Caller } from './authenticate.ts';

/** A claim that this request holds; what it answers is kept under it, sealed. */
export type HeldClaim = { caller: Caller; name: string; requestId: string };
/** What an earlier request with the same key was answered. */
export type KeptAnswer = { headers: Record<string, string>; body: string | Buffer };

type Idempotency = ReturnType<typeof createIdempotency>;

const MAX_NAME_LENGTH = 255;
const MAX_KEPT_BYTES = 1024 * 1024;

/** Claims the caller's idempotency key, or says what became of it. Without Redis the request is refused: it may be a repetition. */
export async function claimIdempotencyKey(
  store: Idempotency,
  caller: Caller,
  key: string,
  raw: Buffer,
  requestId: string,
): Promise<HeldClaim | KeptAnswer | Refusal> {
  if (key.length > MAX_NAME_LENGTH) {
    return {
      status: 400,
      code: 'invalid_request',
      message: `The header idempotency-key takes at most ${MAX_NAME_LENGTH} characters.`,
      param: 'idempotency-key',
      shouldRetry: false,
    };
  }
  const name = hash('sha256', key, 'hex');
  const { id: organizationId } = caller.organization.document;
  try {
    const claim = await store.claim(organizationId, caller.project.document.id, name, hash('sha256', raw, 'hex'), requestId);
    switch (claim.state) {
      case 'claimed':
        return { caller, name, requestId };
      case 'answered':
        return readKept(caller, name, claim.answer);
      case 'in_flight':
        return {
          status: 409,
          code: 'idempotency_in_flight',
          message: 'A request with this idempotency key is being answered. Ask again shortly.',
          retryAfterMs: 1000,
        };
      case 'mismatch':
        return {
          status: 422,
          code: 'idempotency_mismatch',
          message: 'This idempotency key was used with another body. Use a new key for a new request.',
          shouldRetry: false,
        };
    }
  } catch {
    return {
      status: 503,
      code: 'idempotency_unavailable',
      message: 'Whether this request is a repetition cannot be checked right now. Try again shortly.',
      retryAfterMs: 2000,
    };
  }
}

/** Keeps a whole answer for a day; what is too large, or failed, is let go, so that a repetition is a new request. */
export function settleClaim(store: Idempotency, claim: HeldClaim, answer: KeptAnswer | null): void {
  const { caller, name, requestId } = claim;
  const organizationId = caller.organization.document.id;
  const projectId = caller.project.document.id;
  const { contentKey } = caller.organization;
  if (answer === null || contentKey === null || answer.body.length > MAX_KEPT_BYTES) {
    store.settle(organizationId, projectId, name, requestId, null).catch(() => undefined);
    return;
  }
  const sealed = seal(
    contentKey.key,
    Buffer.from(JSON.stringify({ headers: answer.headers, ...written(answer.body) })),
    contentContext(organizationId, name),
  );
  const kept = JSON.stringify({ version: contentKey.version, ...sealed });
  store.settle(organizationId, projectId, name, requestId, kept).catch(() => undefined);
}

/** Bytes that are no text (sound) survive as base64. */
type WrittenBody = { body: string; isBase64?: boolean };

function written(body: string | Buffer): WrittenBody {
  return typeof body === 'string' ? { body } : { body: body.toString('base64'), isBase64: true };
}

function readKept(caller: Caller, name: string, text: string): KeptAnswer | Refusal {
  const { contentKey, document } = caller.organization;
  const sealed = JSON.parse(text) as { version: number; nonce: string; ciphertext: string };
  if (contentKey === null || contentKey.version !== sealed.version) {
    return {
      status: 409,
      code: 'idempotency_in_flight',
      message: 'The answer to this idempotency key cannot be opened any more. Use a new key.',
      shouldRetry: false,
    };
  }
  const { headers, body, isBase64 } = JSON.parse(open(contentKey.key, sealed, contentContext(document.id, name)).toString('utf8')) as Pick<
    KeptAnswer,
    'headers'
  > &
    WrittenBody;
  return { headers, body: isBase64 === true ? Buffer.from(body, 'base64') : body };
}
