import { dismissChecklist } from '@tollgate/services/onboarding/dismiss-checklist';
import { getProgress, getProgressInput } from '@tollgate/services/onboarding/get-progress';
import { watchRefusedKeys, watchRefusedKeysInput } from '@tollgate/services/onboarding/watch-refused-keys';
import { procedure } from '../procedures.ts';
import { trackedEvents } from '../tracked-events.ts';
import { trpc } from '../trpc.ts';

export const onboardingRouter = trpc.router({
  progress: procedure
    .permission('project:read')
    .input(getProgressInput)
    .query(({ ctx, input }) => getProgress(ctx.tenant, input)),
  dismissChecklist: procedure.permission('api_key:create').mutation(({ ctx }) => dismissChecklist(ctx.tenant)),
  watchRefusedKeys: procedure
    .permission('api_key:read')
    .input(watchRefusedKeysInput)
    .subscription(({ ctx, input, signal }) =>
      trackedEvents(
        ctx,
        watchRefusedKeys(ctx.tenant, input, { sessionId: ctx.session.sessionId, signal: signal ?? new AbortController().signal }),
      ),
    ),
});
