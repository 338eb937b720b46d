'use client';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { CopyButton } from '@tollgate/ui/copy-button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { PerMillion } from './per-million.tsx';
import type { PricedModel, PriceRow } from './price-row.ts';

const NUMERIC = ['Input', 'Cached input', 'Output'];
export const PRICE_COLUMNS = ['Model', ...NUMERIC, 'Valid from', 'Source'];

type PriceTableProps = { label: string; rows: readonly PriceRow[]; onOverride: (model: PricedModel) => void };

/** Dated prices in dollars per million tokens. */
export function PriceTable({ label, rows, onOverride }: PriceTableProps) {
  const { can } = useWorkspace();
  const mayUpdate = can('price:update');
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          {PRICE_COLUMNS.map((column) => (
            <TableHeader key={column} isNumeric={NUMERIC.includes(column)}>
              {column}
            </TableHeader>
          ))}
          {mayUpdate && (
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          )}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const name = `${row.provider}/${row.model}`;
          return (
            <TableRow key={row.id}>
              <TableCell className="min-w-56">
                <span className="inline-flex max-w-96 items-center gap-1">
                  <code className="min-w-0 font-mono text-xs break-all">
                    <span className="text-muted-foreground">{row.provider}/</span>
                    {row.model}
                  </code>
                  <CopyButton value={name} label={`Copy ${name}`} />
                </span>
                {row.tiers.map((tier) => (
                  <span key={tier.aboveInputTokens} className="block text-xs text-muted-foreground">
                    above {tier.aboveInputTokens.toLocaleString('en-US')} input tokens: <PerMillion usd={tier.inputUsdPerMillion} /> in,{' '}
                    <PerMillion usd={tier.outputUsdPerMillion} /> out
                  </span>
                ))}
              </TableCell>
              <TableCell isNumeric>
                <PerMillion usd={row.inputUsdPerMillion} />
              </TableCell>
              <TableCell isNumeric>
                <PerMillion usd={row.cachedInputUsdPerMillion} />
              </TableCell>
              <TableCell isNumeric>
                <PerMillion usd={row.outputUsdPerMillion} />
              </TableCell>
              <TableCell className="whitespace-nowrap">{row.effectiveFrom}</TableCell>
              <TableCell className="max-w-48">
                {row.source === 'organisation' ? (
                  <Badge tone="accent">yours</Badge>
                ) : (
                  <span className="block truncate" title={row.source}>
                    {row.source}
                  </span>
                )}
              </TableCell>
              {mayUpdate && (
                <TableCell className="text-right">
                  <Button size="small" aria-label={`Override the price of ${name}`} onClick={() => onOverride(row)}>
                    Override
                  </Button>
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
