import type { ChildProcess } from 'node:child_process';
import { describeDeath } from './start-child.ts';
import { hasEnded } from './stop-process.ts';

/** Something that was started here and must be stopped here. */
export type Supervised = { name: string; child: ChildProcess; logFile: string; stop(): Promise<void> };

export type Supervisor = {
  /** Aborts with a `LauncherError` when a supervised process ends by itself. */
  signal: AbortSignal;
  add(supervised: Supervised): void;
  /** Stops everything in the reverse order of `add`, each after the one before has ended. */
  stopAll(tell: (name: string) => void): Promise<void>;
};

export function createSupervisor(controller: AbortController): Supervisor {
  const running: Supervised[] = [];
  let isStopping = false;
  return {
    signal: controller.signal,
    add(supervised) {
      running.push(supervised);
      const { name, child, logFile } = supervised;
      const report = () => {
        if (!isStopping) controller.abort(describeDeath(name, child, logFile));
      };
      if (hasEnded(child)) report();
      else child.once('exit', report).once('error', report);
    },
    async stopAll(tell) {
      isStopping = true;
      for (const supervised of running.splice(0).reverse()) {
        tell(supervised.name);
        await supervised.stop();
      }
    },
  };
}
