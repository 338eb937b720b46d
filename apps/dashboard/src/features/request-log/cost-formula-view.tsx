import { Money } from '@tollgate/ui/money';
import Link from 'next/link';
import { revealControls } from '../caller-text/reveal-controls.ts';
import { addsUp, exactUsd, formulaLines } from './cost-formula.ts';
import type { RequestAttempt } from './request-types.ts';

/** How an attempt's cost came about: quantity × rate = cost for each bucket, their sum, and the price that was in force. */
export function CostFormulaView({ attempt, pricesHref }: { attempt: RequestAttempt; pricesHref: string }) {
  const { costPico, priceRow } = attempt;
  if (costPico === null) {
    return (
      <p>
        <Money pico={null} className="font-medium" />: no price is known for{' '}
        <bdi>{revealControls(`${attempt.provider}/${attempt.model}`)}</bdi>, so this attempt is in no sum.{' '}
        <Link href={pricesHref} className="font-medium text-accent underline underline-offset-2">
          Add a price
        </Link>
      </p>
    );
  }
  if (attempt.costLines.length === 0 && costPico === 0n)
    return <p className="text-muted-foreground">No tokens were used, so this attempt cost nothing.</p>;
  if (priceRow === null) {
    return (
      <p>
        <span className="font-semibold">${exactUsd(costPico)}</span> was recorded. The price it came from is not in the catalogue any more,
        so its terms cannot be shown.
      </p>
    );
  }
  const lines = formulaLines(attempt.costLines);
  return (
    <div className="min-w-0">
      <div role="region" aria-label={`Cost of attempt ${attempt.ordinal}`} tabIndex={0} className="overflow-x-auto rounded-md border">
        <table className="w-full border-separate border-spacing-0 text-table">
          <thead className="text-xs text-muted-foreground">
            <tr>
              <Head>Bucket</Head>
              <Head isNumeric>Quantity</Head>
              <Head isNumeric>× Rate</Head>
              <Head isNumeric>= Cost</Head>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.bucket}>
                <th scope="row" className="h-8 border-b px-3 text-left font-normal">
                  {line.label}
                </th>
                <td className="h-8 border-b px-3 text-right">{line.quantity}</td>
                <td className="h-8 border-b px-3 text-right whitespace-nowrap">
                  ${line.rate} <span className="text-muted-foreground">{line.unit}</span>
                </td>
                <td className="h-8 border-b px-3 text-right">${line.cost}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold">
              <th scope="row" colSpan={3} className="h-8 px-3 text-left font-semibold">
                Sum
              </th>
              <td className="h-8 px-3 text-right">${exactUsd(costPico)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {!addsUp(attempt.costLines, costPico) && (
        <p role="note" className="mt-2 text-warning">
          These lines do not add up to the recorded cost, which stands.
        </p>
      )}
      <p className="mt-2 text-xs text-muted-foreground">
        Price of {priceRow.provider}/{priceRow.model} in force since {priceRow.effectiveFrom}, from {priceRow.source}.{' '}
        <Link href={pricesHref} className="text-accent underline underline-offset-2">
          Models &amp; prices
        </Link>
        {attempt.isEstimated && ' The tokens are an estimate, because the provider did not report them.'}
      </p>
    </div>
  );
}

function Head({ isNumeric = false, children }: { isNumeric?: boolean; children: string }) {
  return (
    <th scope="col" className={`h-8 border-b px-3 font-medium ${isNumeric ? 'text-right' : 'text-left'}`}>
      {children}
    </th>
  );
}
