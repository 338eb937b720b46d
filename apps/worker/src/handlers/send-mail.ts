import { MailRefused } from '@tollgate/mail/mail-refused';
import { FinalJobError } from '@tollgate/queue/final-job-error';
import type { SendMail } from '@tollgate/queue/jobs';
import type { WorkerContext } from '../worker-context.ts';

export async function handleSendMail({ mailer, logger }: WorkerContext, { id, mail }: SendMail): Promise<void> {
  if (mailer === null) throw new FinalJobError('No mail is sent because SMTP_URL is not set.');
  try {
    await mailer.send(id, mail);
  } catch (error) {
    throw error instanceof MailRefused ? new FinalJobError(error.message) : error;
  }
  // Neither the address nor what the mail says: a link in it is as good as a password.
  logger.info({ mailId: id, template: mail.template }, 'mail sent');
}
