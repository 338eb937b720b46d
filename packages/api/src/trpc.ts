import type { Permission } from '@tollgate/core/access/permission';
import { ServiceError } from '@tollgate/services/errors';
import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import * as z from 'zod';
import type { ApiContext } from './context.ts';

/** Who may call a procedure: the holder of one permission, anyone signed in, they about their own account, or anyone at all. */
export type ProcedureAccess = Permission | 'signed_in' | 'own_account' | 'public';

export type ProcedureMeta = { access: ProcedureAccess };

/** The shared root. Procedures start from `procedures.ts`, never from here. */
export const trpc = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    isDev: false,
    // A connection that died in between is noticed by its silence, and the client takes it up again after its last event.
    sse: { ping: { enabled: true, intervalMs: 5000 }, client: { reconnectAfterInactivityMs: 15_000 } },
    errorFormatter({ shape, error, ctx }) {
      const issue = error.cause instanceof z.ZodError ? error.cause.issues[0] : undefined;
      const field = error.cause instanceof ServiceError ? error.cause.field : (issue?.path.join('.') ?? null);
      return {
        message: issue === undefined ? shape.message : [field, issue.message].filter(Boolean).join(': '),
        code: shape.code,
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          requestId: ctx?.requestId ?? null,
          /** The input field at fault, in dots; `null` when it is none in particular. */
          field: field === '' ? null : field,
        },
      };
    },
  });
