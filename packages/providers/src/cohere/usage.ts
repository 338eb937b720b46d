import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { emptyUsage, type Usage } from '@tollgate/core/usage/usage';

/** `usage`: what the model read and wrote. `billed`: what is paid for, which leaves out the API's own preamble; `null` when it is not said. */
export type CohereUsage = { usage: Usage; billed: Usage | null };

/** More than any call can consume; a figure above it is a bug and must not become a bill. */
const MOST_TOKENS = 1_000_000_000;

/** `tokens` includes cached and reasoning ones; `cached_tokens` stands beside it. */
export function readUsage(usage: unknown): CohereUsage | null {
  if (!isJsonObject(usage)) return null;
  const billed = isJsonObject(usage['billed_units']) ? readBilled(usage['billed_units']) : null;
  const said = usage['tokens'];
  if (!isJsonObject(said)) return billed === null ? null : { usage: billed, billed };
  const input = tokens(said['input_tokens']);
  const output = tokens(said['output_tokens']);
  const cachedInput = Math.min(tokens(usage['cached_tokens']), input);
  const reasoning = Math.min(tokens(said['reasoning_tokens']), output);
  return { usage: { ...emptyUsage(), input: input - cachedInput, cachedInput, output: output - reasoning, reasoning }, billed };
}

function readBilled(units: Record<string, unknown>): Usage | null {
  if (units['input_tokens'] === undefined && units['output_tokens'] === undefined) return null;
  return { ...emptyUsage(), input: tokens(units['input_tokens']), output: tokens(units['output_tokens']) };
}

function tokens(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= MOST_TOKENS ? Math.floor(value) : 0;
}
