import type { App } from './apps.ts';
import { followLog } from './follow-log.ts';
import { startChild } from './start-child.ts';
import type { RunningChild } from './start-child.ts';
import type { Supervisor } from './supervisor.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** Starts an app under the supervisor; `ready` settles when it is. Followed means that its log goes to the terminal too. */
export function startApp(app: App, supervisor: Supervisor, isFollowed: boolean): { running: RunningChild; ready: Promise<void> } {
  const running = startChild(app);
  supervisor.add(running);
  if (isFollowed) followLog(app.name, app.logFile, (line) => process.stdout.write(`${line}\n`));
  const ready = waitUntilReady(app.name, () => app.isReady(running.readOutput()), supervisor.signal, app.logFile);
  return { running, ready };
}
