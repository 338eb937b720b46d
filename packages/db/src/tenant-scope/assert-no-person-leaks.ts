import { Prisma } from '../generated/client.ts';

/**
 * A person may belong to several organisations, so a query may read named columns of one but not go on from there to memberships,
 * sessions or the password's hash.
 */
export function assertNoPersonLeaks(given: unknown): void {
  if (given === null || typeof given !== 'object') return;
  for (const field of ['include', 'select'] as const) {
    const relations: unknown = (given as Record<string, unknown>)[field];
    if (relations === null || typeof relations !== 'object') continue;
    for (const [name, nested] of Object.entries(relations)) {
      if (name === 'user' && nested !== false && !readsNamedColumns(nested))
        throw new Error('A scoped query reads a person through `select` of columns only');
      assertNoPersonLeaks(nested);
    }
  }
}

function readsNamedColumns(nested: unknown): boolean {
  if (nested === null || typeof nested !== 'object' || 'include' in nested || !('select' in nested)) return false;
  return Object.keys(nested.select as object).every((column) => column in Prisma.UserScalarFieldEnum && column !== 'passwordHash');
}
