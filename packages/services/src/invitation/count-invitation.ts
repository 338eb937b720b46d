import { countAgainst } from '../access/throttle.ts';
import type { TenantContext } from '../context.ts';

/** Mails go to strangers, so an organisation sends at most 50 an hour. */
export async function countInvitation(context: TenantContext): Promise<void> {
  await countAgainst(context, { name: 'invitation', limit: 50, windowMs: 3_600_000 }, context.organizationId);
}
