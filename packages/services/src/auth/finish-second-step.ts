import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst, forgetCount } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { endSecondStep, findSecondStep, type Browser } from './begin-session.ts';
import { createSession } from './create-session.ts';
import { THROTTLES } from './throttles.ts';
import { takeCode } from './two-factor-code.ts';

export const finishSecondStepInput = z.strictObject({ challenge: z.string().max(128), code: z.string().max(64) });

/**
 * Signs in with a code after a right password. Throws `unauthenticated` when that was too long ago, `invalid` for a wrong code, and
 * `too_many_requests` after 5 codes in 15 minutes, however many challenges they were tried on.
 */
export async function finishSecondStep(
  services: Services,
  input: z.input<typeof finishSecondStepInput>,
  browser: Browser,
): Promise<{ sessionId: string }> {
  const { challenge, code } = parseInput(finishSecondStepInput, input);
  const userId = await findSecondStep(services, challenge);
  if (userId === null) throw new ServiceError('unauthenticated', 'That took too long. Sign in again.');
  await countAgainst(services, THROTTLES.codeOfPerson, userId);
  if (!(await takeCode(services, userId, code)))
    throw new ServiceError('invalid', 'This code is wrong or was used already. Wait for the next one and try again.', { field: 'code' });
  await endSecondStep(services, challenge);
  await forgetCount(services, THROTTLES.codeOfPerson, userId);
  return createSession(services, { userId, ...browser });
}
