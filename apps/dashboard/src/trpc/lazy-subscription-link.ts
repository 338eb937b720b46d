import type { AppRouter } from '@tollgate/api/root';
import type { OperationLink, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';

/** Loads the code of subscriptions with the first of them, so that pages without any do not carry it. */
export function lazySubscriptionLink(organization: string): TRPCLink<AppRouter> {
  return (runtime) => {
    let link: Promise<OperationLink<AppRouter>> | undefined;
    async function load(): Promise<OperationLink<AppRouter>> {
      const { createSubscriptionLink } = await import('./subscription-link.ts');
      return createSubscriptionLink(organization)(runtime);
    }
    return (options) =>
      observable((observer) => {
        let isOver = false;
        let stop: () => void = () => undefined;
        async function subscribe(): Promise<void> {
          try {
            const open = await (link ??= load());
            if (!isOver) stop = open(options).subscribe(observer).unsubscribe;
          } catch (error) {
            link = undefined;
            observer.error(error as Parameters<typeof observer.error>[0]);
          }
        }
        void subscribe();
        return () => {
          isOver = true;
          stop();
        };
      });
  };
}
