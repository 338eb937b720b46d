import { Money } from '@tollgate/ui/money';

/** A cost, the word "unpriced" where no price is known, or a dash where there is nothing to price or the role may not see money. */
export function CostCell({ costPico, isUnpriced }: { costPico: bigint | null; isUnpriced: boolean }) {
  if (costPico !== null || isUnpriced) return <Money pico={costPico} />;
  return <span className="text-muted-foreground">–</span>;
}
