import { changeRole, changeRoleInput } from '@tollgate/services/member/change-role';
import { listMembers } from '@tollgate/services/member/list-members';
import { removeMember, removeMemberInput } from '@tollgate/services/member/remove-member';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const memberRouter = trpc.router({
  list: procedure.permission('member:read').query(({ ctx }) => listMembers(ctx.tenant)),
  changeRole: procedure
    .permission('member:update')
    .input(changeRoleInput)
    .mutation(({ ctx, input }) => changeRole(ctx.tenant, input)),
  remove: procedure
    .permission('member:remove')
    .input(removeMemberInput)
    .mutation(({ ctx, input }) => removeMember(ctx.tenant, input)),
});
