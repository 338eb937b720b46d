import { picoFromUsd } from '@tollgate/core/money/pico-usd';
import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';

/** Six decimals of a dollar per million tokens are one pico-dollar per token: the finest that the ledger counts. */
const usdPerMillionSchema = z
  .string()
  .regex(/^\s*\d{1,6}(\.\d{1,6})?\s*$/, 'Enter dollars per million tokens with at most 6 decimals, such as 2.50.');
const modelSchema = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .refine((model) => model.isWellFormed() && !/\p{Cc}/u.test(model), 'Remove control characters.');

export const savePriceOverrideInput = z.strictObject({
  provider: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'Enter the id of a provider, such as openai.'),
  model: modelSchema,
  /** ISO date (UTC). */
  effectiveFrom: z.iso.date(),
  inputUsdPerMillion: usdPerMillionSchema,
  outputUsdPerMillion: usdPerMillionSchema,
  cachedInputUsdPerMillion: usdPerMillionSchema.optional(),
});

/** Gives a model a price of the organisation's own from a date on. Prices never change: another price is another date. */
export async function savePriceOverride(context: TenantContext, input: z.input<typeof savePriceOverrideInput>): Promise<{ id: string }> {
  requirePermission(context, 'price:update');
  const { provider, model, effectiveFrom, ...prices } = parseInput(savePriceOverrideInput, input);
  const { organizationId } = context;
  const id = `${organizationId}:${provider}/${model}@${effectiveFrom}`;
  const row = priceRowSchema.parse({
    id,
    provider,
    model,
    effectiveFrom,
    source: 'organisation',
    rates: {
      input: picoPerToken(prices.inputUsdPerMillion),
      output: picoPerToken(prices.outputUsdPerMillion),
      ...(prices.cachedInputUsdPerMillion === undefined ? {} : { cachedInput: picoPerToken(prices.cachedInputUsdPerMillion) }),
    },
  });
  return changeTenant(context, async (transaction) => {
    const standing = await transaction.priceOverride.findUnique({ where: { id }, select: { id: true } });
    if (standing)
      throw new ServiceError(
        'conflict',
        `There is a price for ${provider}/${model} from ${effectiveFrom} already. Prices do not change; choose a later date.`,
        { field: 'effectiveFrom' },
      );
    await transaction.priceOverride.create({ data: { id, organizationId, provider, model, row } });
    const detail = {
      provider,
      model,
      effectiveFrom,
      input: prices.inputUsdPerMillion,
      output: prices.outputUsdPerMillion,
      cachedInput: prices.cachedInputUsdPerMillion ?? null,
    };
    await recordAuditEvent(transaction, context, { action: 'price_override.create', objectType: 'price_override', objectId: id, detail });
    await markChanged(transaction, organizationId, [{ kind: 'organization', id: organizationId }]);
    return { id };
  });
}

function picoPerToken(usdPerMillion: string): string {
  return (picoFromUsd(usdPerMillion) / 1_000_000n).toString();
}
