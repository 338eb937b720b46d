import { createApiKey, createApiKeyInput } from '@tollgate/services/api-key/create-api-key';
import { listApiKeys, listApiKeysInput } from '@tollgate/services/api-key/list-api-keys';
import { revokeApiKey, revokeApiKeyInput } from '@tollgate/services/api-key/revoke-api-key';
import { rotateApiKey, rotateApiKeyInput } from '@tollgate/services/api-key/rotate-api-key';
import { updateApiKey, updateApiKeyInput } from '@tollgate/services/api-key/update-api-key';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const apiKeyRouter = trpc.router({
  list: procedure
    .permission('api_key:read')
    .input(listApiKeysInput)
    .query(({ ctx, input }) => listApiKeys(ctx.tenant, input)),
  create: procedure
    .permission('api_key:create')
    .input(createApiKeyInput)
    .mutation(({ ctx, input }) => createApiKey(ctx.tenant, input)),
  update: procedure
    .permission('api_key:update')
    .input(updateApiKeyInput)
    .mutation(({ ctx, input }) => updateApiKey(ctx.tenant, input)),
  rotate: procedure
    .permission('api_key:update')
    .input(rotateApiKeyInput)
    .mutation(({ ctx, input }) => rotateApiKey(ctx.tenant, input)),
  revoke: procedure
    .permission('api_key:revoke')
    .input(revokeApiKeyInput)
    .mutation(({ ctx, input }) => revokeApiKey(ctx.tenant, input)),
});
