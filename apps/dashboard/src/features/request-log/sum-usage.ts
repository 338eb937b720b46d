import { emptyUsage, type Usage } from '@tollgate/core/usage/usage';

/** The sum over attempts, in the fixed order of the buckets, without the empty ones. */
export function sumUsage(usages: readonly Usage[]): { bucket: keyof Usage; quantity: number }[] {
  const buckets = Object.keys(emptyUsage()) as (keyof Usage)[];
  return buckets
    .map((bucket) => ({ bucket, quantity: usages.reduce((sum, usage) => sum + usage[bucket], 0) }))
    .filter(({ quantity }) => quantity > 0);
}
