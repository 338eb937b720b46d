import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { PreparedChart } from './prepare-series.ts';
import { SeriesSwatch } from './series-swatch.tsx';

type SpendTooltipProps = {
  chart: PreparedChart;
  index: number;
  bucketLabel: string;
  isProvisional: boolean;
  isAdditive: boolean;
  compared: { label: string; values: readonly bigint[] } | undefined;
};

/** The exact parts of one bucket. Also read out when the bucket is reached with the arrow keys. */
export function SpendTooltip({ chart, index, bucketLabel, isProvisional, isAdditive, compared }: SpendTooltipProps) {
  const parts = chart.series.filter((series) => (series.values[index] ?? 0n) !== 0n);
  const sum = chart.sums[index] ?? null;
  const before = compared?.values[index];
  return (
    <div role="status" className="max-w-80 rounded-md border bg-surface p-2.5 text-xs text-foreground shadow-md">
      <p className="font-medium">
        {bucketLabel}
        {isProvisional && <span className="font-normal text-muted-foreground"> · so far</span>}
      </p>
      {sum === null ? (
        <p className="mt-1 text-muted-foreground">Not known yet</p>
      ) : (
        <table className="mt-1.5 w-full border-separate border-spacing-y-0.5">
          <tbody>
            {parts.map((series) => (
              <tr key={series.id}>
                <th scope="row" className="max-w-44 truncate pr-4 text-left font-normal">
                  <span className="mr-1.5">
                    <SeriesSwatch id={series.id} color={series.color} />
                  </span>
                  {series.label}
                </th>
                <td className="text-right font-mono whitespace-nowrap">${usdFromPico(series.values[index] ?? 0n)}</td>
              </tr>
            ))}
            {isAdditive && (
              <tr className="font-medium">
                <th scope="row" className="pr-4 text-left font-medium">
                  Total
                </th>
                <td className="text-right font-mono whitespace-nowrap">${usdFromPico(sum)}</td>
              </tr>
            )}
            {before !== undefined && (
              <tr className="text-muted-foreground">
                <th scope="row" className="pr-4 text-left font-normal">
                  {compared?.label}
                </th>
                <td className="text-right font-mono whitespace-nowrap">${usdFromPico(before)}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </div>
  );
}
