import type { AnyTRPCProcedure } from '@trpc/server';
import { appRouter } from './root.ts';
import type { ProcedureAccess } from './trpc.ts';

export type ListedProcedure = { path: string; type: 'query' | 'mutation' | 'subscription'; access: ProcedureAccess | undefined };

/** Every procedure that the API has, by its path. */
export function listProcedures(): ListedProcedure[] {
  // tRPC keeps the flat record of its nested routers under this name only.
  const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;
  return Object.entries(procedures).map(([path, { _def }]) => ({
    path,
    type: _def.type,
    access: (_def.meta as { access?: ProcedureAccess } | undefined)?.access,
  }));
}
