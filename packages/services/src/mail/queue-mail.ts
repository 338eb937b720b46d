import type { Mail } from '@tollgate/core/mail/mail';
import { newId } from '@tollgate/secrets/new-id';
import type { Services } from '../context.ts';

/**
 * Has the worker send a mail, which may take seconds and is tried for minutes. Call it after COMMIT. `false` when Redis does not answer:
 * the caller offers to send it again, for what it is about has happened all the same.
 */
export async function queueMail(services: Pick<Services, 'mailQueue' | 'clock'>, mail: Mail): Promise<boolean> {
  const id = newId('mail', services.clock());
  return services.mailQueue.add({ id, mail }, { jobId: id }).then(
    () => true,
    () => false,
  );
}
