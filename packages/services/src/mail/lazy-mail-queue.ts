import { createJobProducer, type JobProducer } from '@tollgate/queue/job-producer';

/** A way to the worker that is dialled with the first mail: most commands send none. */
export type MailQueue = Pick<JobProducer<'send-mail'>, 'add' | 'close'>;

export function lazyMailQueue(redisUrl: string): MailQueue {
  let producer: JobProducer<'send-mail'> | undefined;
  return {
    add(payload, options) {
      producer ??= createJobProducer('send-mail', redisUrl);
      return producer.add(payload, options);
    },
    async close() {
      await producer?.close();
    },
  };
}
