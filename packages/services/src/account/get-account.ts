import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';

export type LinkedProvider = { provider: string; email: string; linkedAt: Date };

export type Account = {
  name: string;
  email: string;
  isEmailVerified: boolean;
  /** `false` for somebody who signs in through a provider only. */
  hasPassword: boolean;
  /** Whether single keys do something in the dashboard. */
  shortcutsEnabled: boolean;
  linked: LinkedProvider[];
  twoFactor: { isOn: boolean; recoveryCodesLeft: number };
};

/** What a person sees of their own account. */
export async function getAccount(services: Services, userId: string): Promise<Account> {
  const user = await services.database.prisma.user.findUnique({
    where: { id: userId },
    select: {
      name: true,
      email: true,
      emailVerifiedAt: true,
      passwordHash: true,
      shortcutsEnabled: true,
      linkedAccounts: { select: { provider: true, email: true, createdAt: true }, orderBy: { provider: 'asc' } },
      twoFactor: { select: { confirmedAt: true } },
      _count: { select: { recoveryCodes: true } },
    },
  });
  if (!user) throw new ServiceError('unauthenticated', 'This account is gone.');
  return {
    name: user.name,
    email: user.email,
    isEmailVerified: user.emailVerifiedAt !== null,
    hasPassword: user.passwordHash !== null,
    shortcutsEnabled: user.shortcutsEnabled,
    linked: user.linkedAccounts.map(({ provider, email, createdAt }) => ({ provider, email, linkedAt: createdAt })),
    twoFactor: { isOn: user.twoFactor?.confirmedAt != null, recoveryCodesLeft: user._count.recoveryCodes },
  };
}
