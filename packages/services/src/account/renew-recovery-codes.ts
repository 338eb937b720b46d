import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { currentPasswordSchema, type Self } from '../auth/confirm-identity.ts';
import { replaceRecoveryCodes } from '../auth/recovery-codes.ts';
import type { Services } from '../context.ts';
import { confirmBothFactors } from './confirm-both-factors.ts';

export const renewRecoveryCodesInput = z.strictObject({ currentPassword: currentPasswordSchema, code: z.string().max(64) });

/** Ten new recovery codes in place of the old ones, shown this once. */
export async function renewRecoveryCodes(
  services: Services,
  self: Self,
  input: z.input<typeof renewRecoveryCodesInput>,
): Promise<{ recoveryCodes: string[] }> {
  await confirmBothFactors(services, self, parseInput(renewRecoveryCodesInput, input));
  return services.database.prisma.$transaction(async (transaction) => ({
    recoveryCodes: await replaceRecoveryCodes(transaction, services, self.userId),
  }));
}
