import { getAccount } from '@tollgate/services/account/get-account';
import { updatePreferences, updatePreferencesInput } from '@tollgate/services/account/update-preferences';
import { ownAccountProcedure, signedInProcedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

/** Each works on the account of whoever is signed in and takes no one else's id. */
export const accountRouter = trpc.router({
  get: signedInProcedure.query(({ ctx }) => getAccount(ctx.services, ctx.session.userId)),
  updatePreferences: ownAccountProcedure
    .input(updatePreferencesInput)
    .mutation(({ ctx, input }) => updatePreferences(ctx.services, ctx.session.userId, input)),
});
