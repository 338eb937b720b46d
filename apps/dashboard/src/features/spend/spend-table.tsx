import { Sparkline } from '@tollgate/ui/chart/sparkline';
import { SeriesSwatch } from '@tollgate/ui/chart/series-swatch';
import { Badge } from '@tollgate/ui/badge';
import { Money } from '@tollgate/ui/money';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { CallerText } from '../caller-text/caller-text.tsx';
import { perUnit } from './figures.ts';
import { ChangeText } from './change-text.tsx';
import { type SpendRow, toChange } from './spend-rows.ts';
import type { Spend } from './spend-types.ts';

type SpendTableProps = {
  rows: readonly SpendRow[];
  totals: Spend['totals'];
  /** The whole of the other range; `null` when nothing is compared. */
  comparedPico: bigint | null;
  isAdditive: boolean;
  trend: readonly (number | null)[];
  heading: string;
  label: string;
};

/** Every row of the range, largest first, and the whole in the foot. */
export function SpendTable({ rows, totals, comparedPico, isAdditive, trend, heading, label }: SpendTableProps) {
  const average = perUnit(totals.costPico, totals.requests);
  return (
    <Table label={label} containerClassName="max-h-[44rem]">
      <TableHead>
        <tr>
          <TableHeader className="min-w-40 first-letter:uppercase">{heading}</TableHeader>
          <TableHeader isNumeric>Cost</TableHeader>
          <TableHeader isNumeric>Share</TableHeader>
          {comparedPico === null ? (
            <TableHeader className="max-md:hidden">Trend</TableHeader>
          ) : (
            <>
              <TableHeader isNumeric>Before</TableHeader>
              <TableHeader isNumeric>Change</TableHeader>
            </>
          )}
          <TableHeader isNumeric>Requests</TableHeader>
          <TableHeader isNumeric>Tokens</TableHeader>
          <TableHeader isNumeric>Cost per request</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableHeader scope="row" className="max-w-72 text-table font-normal text-foreground">
              <span className="flex min-w-0 items-center gap-2">
                <SeriesSwatch id={row.id} color={row.color} />
                <CallerText text={row.label} />
                {row.unpricedAttempts > 0 && (
                  <Badge
                    tone="warning"
                    title={`${row.unpricedAttempts.toLocaleString('en-US')} attempts have no price and are not in the cost`}
                  >
                    {row.unpricedAttempts.toLocaleString('en-US')} unpriced
                  </Badge>
                )}
                {row.estimatedAttempts > 0 && (
                  <Badge
                    title={`${row.estimatedAttempts.toLocaleString('en-US')} attempts have estimated tokens: the provider reported none`}
                  >
                    {row.estimatedAttempts.toLocaleString('en-US')} estimated
                  </Badge>
                )}
              </span>
            </TableHeader>
            <TableCell isNumeric className="font-medium">
              <Money pico={row.isUnpriced ? null : row.costPico} />
            </TableCell>
            <TableCell isNumeric>
              <Share percent={row.share} hasBar={row.change === null} />
            </TableCell>
            {row.change === null ? (
              <TableCell className="max-md:hidden">
                <Sparkline values={row.trend} className="h-5 w-20" />
              </TableCell>
            ) : (
              <>
                <TableCell isNumeric className="text-muted-foreground">
                  <Money pico={row.change.beforePico} />
                </TableCell>
                <TableCell isNumeric>
                  <ChangeText change={row.change} />
                </TableCell>
              </>
            )}
            <TableCell isNumeric>{row.requests.toLocaleString('en-US')}</TableCell>
            <TableCell isNumeric>
              <Tokens {...row.tokens} />
            </TableCell>
            <TableCell isNumeric>
              {row.costPerRequestPico === null ? <span className="text-muted-foreground">–</span> : <Money pico={row.costPerRequestPico} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
      <tfoot className="sticky bottom-0 bg-surface-sunken font-medium">
        <tr>
          <th scope="row" className="h-9 border-t px-3 text-left font-medium">
            {isAdditive ? 'Total' : 'Whole range'}
          </th>
          <td className="border-t px-3 text-right">
            <Money pico={totals.costPico} />
          </td>
          <td className="border-t px-3 text-right">{isAdditive ? '100.0 %' : '–'}</td>
          {comparedPico === null ? (
            <td className="border-t px-3 max-md:hidden">{isAdditive ? <Sparkline values={trend} className="h-5 w-20" /> : '–'}</td>
          ) : (
            <>
              <td className="border-t px-3 text-right text-muted-foreground">
                <Money pico={comparedPico} />
              </td>
              <td className="border-t px-3 text-right whitespace-nowrap">
                <ChangeText change={toChange(totals.costPico, comparedPico)} />
              </td>
            </>
          )}
          <td className="border-t px-3 text-right">{totals.requests.toLocaleString('en-US')}</td>
          <td className="border-t px-3 text-right">
            <Tokens input={totals.inputTokens} output={totals.outputTokens} />
          </td>
          <td className="border-t px-3 text-right">{average === null ? '–' : <Money pico={average} />}</td>
        </tr>
      </tfoot>
    </Table>
  );
}

function Share({ percent, hasBar }: { percent: number | null; hasBar: boolean }) {
  if (percent === null) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="inline-flex items-center justify-end gap-2">
      {hasBar && (
        <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-surface-hover max-md:hidden">
          <span className="block h-full bg-accent" style={{ width: `${Math.min(100, percent)}%` }} />
        </span>
      )}
      <span className="min-w-12">{percent.toFixed(1)} %</span>
    </span>
  );
}

function Tokens({ input, output }: { input: number; output: number }) {
  return (
    <span title={`${input.toLocaleString('en-US')} in, ${output.toLocaleString('en-US')} out`}>
      {(input + output).toLocaleString('en-US')}
    </span>
  );
}
