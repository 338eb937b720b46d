import { changePassword, changePasswordInput } from '@tollgate/services/account/change-password';
import { deleteAccount, deleteAccountInput } from '@tollgate/services/account/delete-account';
import { disableTwoFactor, disableTwoFactorInput } from '@tollgate/services/account/disable-two-factor';
import { enableTwoFactor, enableTwoFactorInput } from '@tollgate/services/account/enable-two-factor';
import { revokeOtherSessions, revokeSession, revokeSessionInput } from '@tollgate/services/account/end-sessions';
import { getAccount } from '@tollgate/services/account/get-account';
import { listSessions } from '@tollgate/services/account/list-sessions';
import { renewRecoveryCodes, renewRecoveryCodesInput } from '@tollgate/services/account/renew-recovery-codes';
import { requestEmailChange, requestEmailChangeInput } from '@tollgate/services/account/request-email-change';
import { startTwoFactor, startTwoFactorInput } from '@tollgate/services/account/start-two-factor';
import { unlinkProvider, unlinkProviderInput } from '@tollgate/services/account/unlink-provider';
import { updatePreferences, updatePreferencesInput } from '@tollgate/services/account/update-preferences';
import { updateProfile, updateProfileInput } from '@tollgate/services/account/update-profile';
import { sendVerification } from '@tollgate/services/auth/send-verification';
import { parsedByVerb } from '../parsed-by-verb.ts';
import { ownAccountProcedure, signedInProcedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

/** Each works on the account of whoever is signed in and takes no one else's id. */
export const accountRouter = trpc.router({
  get: signedInProcedure.query(({ ctx }) => getAccount(ctx.services, ctx.session.userId)),
  listSessions: signedInProcedure.query(({ ctx }) => listSessions(ctx.services, ctx.session)),
  updateProfile: ownAccountProcedure
    .input(parsedByVerb(updateProfileInput))
    .mutation(({ ctx, input }) => updateProfile(ctx.services, ctx.session.userId, input)),
  updatePreferences: ownAccountProcedure
    .input(parsedByVerb(updatePreferencesInput))
    .mutation(({ ctx, input }) => updatePreferences(ctx.services, ctx.session.userId, input)),
  sendVerification: ownAccountProcedure.mutation(({ ctx }) => sendVerification(ctx.services, ctx.session.userId)),
  requestEmailChange: ownAccountProcedure
    .input(parsedByVerb(requestEmailChangeInput))
    .mutation(({ ctx, input }) => requestEmailChange(ctx.services, ctx.session, input)),
  changePassword: ownAccountProcedure
    .input(parsedByVerb(changePasswordInput))
    .mutation(({ ctx, input }) => changePassword(ctx.services, ctx.session, input)),
  revokeSession: ownAccountProcedure
    .input(parsedByVerb(revokeSessionInput))
    .mutation(({ ctx, input }) => revokeSession(ctx.services, ctx.session, input)),
  revokeOtherSessions: ownAccountProcedure.mutation(({ ctx }) => revokeOtherSessions(ctx.services, ctx.session)),
  startTwoFactor: ownAccountProcedure
    .input(parsedByVerb(startTwoFactorInput))
    .mutation(({ ctx, input }) => startTwoFactor(ctx.services, ctx.session, input)),
  enableTwoFactor: ownAccountProcedure
    .input(parsedByVerb(enableTwoFactorInput))
    .mutation(({ ctx, input }) => enableTwoFactor(ctx.services, ctx.session, input)),
  disableTwoFactor: ownAccountProcedure
    .input(parsedByVerb(disableTwoFactorInput))
    .mutation(({ ctx, input }) => disableTwoFactor(ctx.services, ctx.session, input)),
  renewRecoveryCodes: ownAccountProcedure
    .input(parsedByVerb(renewRecoveryCodesInput))
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx.services, ctx.session, input)),
  unlinkProvider: ownAccountProcedure
    .input(parsedByVerb(unlinkProviderInput))
    .mutation(({ ctx, input }) => unlinkProvider(ctx.services, ctx.session, input)),
  delete: ownAccountProcedure
    .input(parsedByVerb(deleteAccountInput))
    .mutation(({ ctx, input }) => deleteAccount(ctx.services, ctx.session, input)),
});
