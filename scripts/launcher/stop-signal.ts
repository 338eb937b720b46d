/** Why everything is stopped when it was asked for: no failure. */
export class Interrupted extends Error {}

/** A controller that aborts with `Interrupted` at Ctrl-C, SIGTERM, a closed terminal, or the end of the process that started this one. */
export function abortOnSignals(): AbortController {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Interrupted());
  // Ctrl-C comes twice, from the terminal and from the parent that passes it on: the second must not end this process at once.
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', interrupt);
  if (process.channel) {
    process.on('disconnect', interrupt);
    process.channel.unref();
  }
  return controller;
}
