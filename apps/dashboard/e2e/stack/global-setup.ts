import { startStack } from './start-stack.ts';

/** Vitest's global setup of the browser project, after the one that brings Postgres and Redis: one running product a run. */
export async function setup(): Promise<() => Promise<void>> {
  const { stack, stop } = await startStack();
  process.env['TEST_STACK'] = JSON.stringify(stack);
  return stop;
}
