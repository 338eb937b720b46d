import { createProject, createProjectInput } from '@tollgate/services/project/create-project';
import { deleteProject, deleteProjectInput } from '@tollgate/services/project/delete-project';
import { describeProjectDeletion, describeProjectDeletionInput } from '@tollgate/services/project/describe-deletion';
import { listProjects } from '@tollgate/services/project/list-projects';
import { updateProject, updateProjectInput } from '@tollgate/services/project/update-project';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const projectRouter = trpc.router({
  list: procedure.permission('project:read').query(({ ctx }) => listProjects(ctx.tenant)),
  create: procedure
    .permission('project:create')
    .input(createProjectInput)
    .mutation(({ ctx, input }) => createProject(ctx.tenant, input)),
  update: procedure
    .permission('project:update')
    .input(updateProjectInput)
    .mutation(({ ctx, input }) => updateProject(ctx.tenant, input)),
  describeDeletion: procedure
    .permission('project:read')
    .input(describeProjectDeletionInput)
    .query(({ ctx, input }) => describeProjectDeletion(ctx.tenant, input)),
  delete: procedure
    .permission('project:delete')
    .input(deleteProjectInput)
    .mutation(({ ctx, input }) => deleteProject(ctx.tenant, input)),
});
