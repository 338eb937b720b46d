import type { Usage } from '@tollgate/core/usage/usage';

const BUCKETS = [
  'input',
  'cachedInput',
  'cacheWrite5m',
  'cacheWrite1h',
  'audioInput',
  'output',
  'reasoning',
  'audioOutput',
  'images',
] as const satisfies (keyof Usage)[];

/** The sum over attempts, input before output, without the empty buckets. */
export function sumUsage(usages: readonly Usage[]): { bucket: keyof Usage; quantity: number }[] {
  return BUCKETS.map((bucket) => ({ bucket, quantity: usages.reduce((sum, usage) => sum + usage[bucket], 0) })).filter(
    ({ quantity }) => quantity > 0,
  );
}
