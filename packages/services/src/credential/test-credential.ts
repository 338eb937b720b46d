import { scopeTo } from '@tollgate/db/tenant-scope';
import { internalToken } from '@tollgate/secrets/key-encryption-key';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { findCredential } from './find-credential.ts';

export const testCredentialInput = z.strictObject({ credentialId: idSchema });

const answerSchema = z.object({ ok: z.boolean(), message: z.string(), latencyMs: z.number(), models: z.array(z.string()) });
export type CredentialTest = z.infer<typeof answerSchema>;

const TIMEOUT_MS = 30_000;

/** Has the proxy make a cheap authenticated call with the credential: the upstream is dialled from where requests will be. */
export async function testCredential(context: TenantContext, input: z.input<typeof testCredentialInput>): Promise<CredentialTest> {
  requirePermission(context, 'credential:test');
  const { credentialId } = parseInput(testCredentialInput, input);
  const { id } = await findCredential(scopeTo(context.database, context.organizationId), credentialId);
  try {
    const response = await fetch(new URL('/internal/test-credential', context.proxyInternalUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tollgate-internal': internalToken(context.keyEncryptionKeys) },
      body: JSON.stringify({ organizationId: context.organizationId, credentialId: id }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`The proxy answered ${response.status}`);
    return answerSchema.parse(await response.json());
  } catch (cause) {
    throw new ServiceError(
      'unavailable',
      'The proxy could not be asked to test the credential. Check that it is running, then try again.',
      { cause },
    );
  }
}
