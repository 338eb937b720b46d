import { usdFromPico } from '@tollgate/core/money/pico-usd';
import { classNames } from './class-names.ts';
import { formatUsd } from './format-usd.ts';

/** An amount in pico-dollars, rounded to read, with the exact value in its title. `null` is an unknown price, never zero. */
export function Money({ pico, className }: { pico: bigint | null; className?: string }) {
  if (pico === null) {
    return (
      <span className={classNames('text-warning', className)} title="No price was known for this call, so its cost is not in any sum.">
        unpriced
      </span>
    );
  }
  return (
    <span className={classNames('tabular-nums', className)} title={`$${usdFromPico(pico)} exactly`}>
      {formatUsd(pico)}
    </span>
  );
}
