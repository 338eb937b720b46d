import { picoFromUsd } from '@tollgate/core/money/pico-usd';
import { Money } from '@tollgate/ui/money';

/** A price in dollars per million tokens. */
export function PerMillion({ usd }: { usd: string | null }) {
  if (usd === null) return <span className="text-muted-foreground">as input</span>;
  return <Money pico={picoFromUsd(usd)} />;
}
