import { createCredential, createCredentialInput } from '@tollgate/services/credential/create-credential';
import { deleteCredential, deleteCredentialInput } from '@tollgate/services/credential/delete-credential';
import { listCredentialDependents, listCredentialDependentsInput } from '@tollgate/services/credential/list-credential-dependents';
import { listCredentials } from '@tollgate/services/credential/list-credentials';
import { PROVIDERS } from '@tollgate/services/credential/providers';
import { testCredential, testCredentialInput } from '@tollgate/services/credential/test-credential';
import { updateCredential, updateCredentialInput } from '@tollgate/services/credential/update-credential';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const credentialRouter = trpc.router({
  list: procedure.permission('credential:read').query(({ ctx }) => listCredentials(ctx.tenant)),
  /** What a credential can be for. */
  listProviders: procedure.permission('credential:read').query(() => PROVIDERS),
  listDependents: procedure
    .permission('credential:read')
    .input(listCredentialDependentsInput)
    .query(({ ctx, input }) => listCredentialDependents(ctx.tenant, input)),
  create: procedure
    .permission('credential:create')
    .input(createCredentialInput)
    .mutation(({ ctx, input }) => createCredential(ctx.tenant, input)),
  update: procedure
    .permission('credential:update')
    .input(updateCredentialInput)
    .mutation(({ ctx, input }) => updateCredential(ctx.tenant, input)),
  test: procedure
    .permission('credential:test')
    .input(testCredentialInput)
    .mutation(({ ctx, input }) => testCredential(ctx.tenant, input)),
  delete: procedure
    .permission('credential:delete')
    .input(deleteCredentialInput)
    .mutation(({ ctx, input }) => deleteCredential(ctx.tenant, input)),
});
