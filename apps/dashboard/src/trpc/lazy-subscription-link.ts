import type { AppRouter } from '@tollgate/api/root';
import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';

/** Loads the code of subscriptions with the first of them, so that pages without any do not carry it. */
export function lazySubscriptionLink(organization: string): TRPCLink<AppRouter> {
  return (runtime) => {
    const loaded = () => import('./subscription-link.ts').then((module) => module.createSubscriptionLink(organization)(runtime));
    let link: ReturnType<typeof loaded> | undefined;
    return (options) =>
      observable((observer) => {
        let isOver = false;
        let stop: () => void = () => undefined;
        (link ??= loaded()).then(
          (open) => {
            if (!isOver) stop = open(options).subscribe(observer).unsubscribe;
          },
          (error: unknown) => {
            link = undefined;
            observer.error(error as Parameters<typeof observer.error>[0]);
          },
        );
        return () => {
          isOver = true;
          stop();
        };
      });
  };
}
