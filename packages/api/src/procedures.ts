import type { Permission } from '@tollgate/core/access/permission';
import { openTenantContext } from '@tollgate/services/access/open-tenant-context';
import { requirePermission } from '@tollgate/services/access/require-permission';
import { TRPCError } from '@trpc/server';
import { clientAddress } from './client-address.ts';
import { toTrpcError } from './to-trpc-error.ts';
import { trpc } from './trpc.ts';

/** Names the organisation, by slug or id, that a call is about. */
export const ORGANIZATION_HEADER = 'x-tollgate-organization';

// `next()` resolves with `ok: false` when the procedure throws, so a catch around it would see nothing.
const translated = trpc.procedure.use(async ({ ctx, next }) => {
  const result = await next();
  if (result.ok) return result;
  throw toTrpcError(result.error, (cause) => ctx.reportError(cause, ctx.requestId));
});

const authenticated = translated.use(({ ctx, next }) => {
  if (ctx.session === null)
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'You are not signed in, or your session has ended. Sign in and try again.' });
  return next({ ctx: { session: ctx.session } });
});

/** For anyone at all. */
export const publicProcedure = translated.meta({ access: 'public' });

/** For anyone signed in; works on no organisation. */
export const signedInProcedure = authenticated.meta({ access: 'signed_in' });

/** For anyone signed in, to change what is theirs whatever organisation they are in. */
export const ownAccountProcedure = authenticated.meta({ access: 'own_account' });

/** For members of the organisation in the header whose role has the permission. Resolves the tenant before any input is looked at. */
function permission(needed: Permission) {
  return authenticated.meta({ access: needed }).use(async ({ ctx, next }) => {
    const wanted = ctx.headers.get(ORGANIZATION_HEADER);
    if (wanted === null || wanted === '')
      throw new TRPCError({ code: 'BAD_REQUEST', message: `Name the organisation in the header ${ORGANIZATION_HEADER}.` });
    const tenant = await openTenantContext(ctx.services, {
      userId: ctx.session.userId,
      organization: wanted,
      address: clientAddress(ctx.headers),
    });
    requirePermission(tenant, needed);
    return next({ ctx: { tenant } });
  });
}

/** `procedure.permission('api_key:read')` starts every procedure that works on an organisation. */
export const procedure = { permission };
