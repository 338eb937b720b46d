import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { createAccount, type CreatedAccount } from './create-account.ts';
import { emailSchema } from './email-schema.ts';
import { hashPassword } from './hash-password.ts';
import { networkOf } from './network-of.ts';
import { passwordSchema } from './password-schema.ts';
import { sendVerification } from './send-verification.ts';
import { THROTTLES } from './throttles.ts';

export const signUpInput = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  organizationName: nameSchema.optional(),
  /** Where it comes from, for throttling; absent when there is no client address. */
  ipAddress: z.string().max(64).optional(),
});

/**
 * Makes a person with an organisation of their own and its first project, and mails them the link that proves their address. Throws
 * `conflict` when the address has an account, and `too_many_requests` after 30 from a network in an hour.
 */
export async function signUp(services: Services, input: z.input<typeof signUpInput>): Promise<CreatedAccount> {
  const { name, email, password, organizationName, ipAddress } = parseInput(signUpInput, input);
  if (ipAddress !== undefined) await countAgainst(services, THROTTLES.signUpFromNetwork, networkOf(ipAddress));
  const passwordHash = await hashPassword(password);
  const created = await createAccount(services, { name, email, passwordHash, emailVerifiedAt: null, organizationName });
  // The account is there whether or not a mail can be sent now; the dashboard offers to send it again.
  await sendVerification(services, created.userId).catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
  });
  return created;
}
