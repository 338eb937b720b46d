import type { AppRouter } from '@tollgate/api/root';
import type { inferProcedureOutput } from '@trpc/server';

type Event = inferProcedureOutput<AppRouter['onboarding']['watchRefusedKeys']> extends AsyncIterable<infer Sent> ? Sent : never;
type Data = Event extends readonly [unknown, infer Sent, ...unknown[]] ? Sent : Event extends { data: infer Sent } ? Sent : never;
export type Refusal = NonNullable<Data['refused']>;

/** What was wrong with the key of a request and what to do about it. The hint comes from whoever sent it. */
export function describeRefusal({ reason, hint, keyName }: Pick<Refusal, 'reason' | 'hint' | 'keyName'>): { what: string; remedy: string } {
  const key = keyName !== null ? `the key “${keyName}”` : hint === null ? 'a key' : `the key ${hint}`;
  switch (reason) {
    case 'missing':
      return { what: 'A request came without a key.', remedy: 'Send it as “Authorization: Bearer <key>”; the snippets above do.' };
    case 'unknown':
      return {
        what: `A request came with ${key}, which no project has.`,
        remedy: 'Copy the key above whole, and check that no other key stands in the environment.',
      };
    case 'revoked':
      return { what: `A request came with ${key}, which is revoked.`, remedy: 'Use the key above, or make another on the page API keys.' };
    case 'expired':
      return { what: `A request came with ${key}, which has expired.`, remedy: 'Use the key above, or make another on the page API keys.' };
  }
}
