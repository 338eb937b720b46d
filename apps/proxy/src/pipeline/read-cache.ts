import type { RequestFact } from '@tollgate/core/usage/facts';

/** Answers are cached for no project, so every request goes to its target and says so. */
export function readCache(): RequestFact['cache'] {
  return 'off';
}
