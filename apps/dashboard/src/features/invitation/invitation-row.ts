import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@tollgate/api/root';

type Invitation = inferRouterOutputs<AppRouter>['invitation'];

export type InvitationRow = Invitation['list'][number];
export type InvitationOffer = Invitation['read'];
