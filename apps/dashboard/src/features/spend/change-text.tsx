import { usdFromPico } from '@tollgate/core/money/pico-usd';
import { formatUsd } from '@tollgate/ui/format-usd';
import type { SpendChange } from './spend-rows.ts';

/** More is neither good nor bad by itself, so a change bears no colour of a status. */
export function ChangeText({ change }: { change: SpendChange }) {
  const { byPico, percent } = change;
  if (byPico === 0n) return <span className="text-muted-foreground">none</span>;
  const sign = byPico > 0n ? '+' : '';
  return (
    <span title={`${sign}${usdFromPico(byPico)} USD exactly`}>
      {sign}
      {formatUsd(byPico)}{' '}
      <span className="text-muted-foreground">{percent === null ? 'new' : `${sign}${percent.toLocaleString('en-US')} %`}</span>
    </span>
  );
}
