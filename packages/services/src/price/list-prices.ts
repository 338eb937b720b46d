import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import { scopeTo } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { priceView, type PriceView } from './price-view.ts';

const text = z
  .string()
  .max(256)
  .refine((value) => !value.includes('\0') && value.isWellFormed(), 'Remove control characters.');

export const listPricesInput = z.strictObject({
  provider: text.optional(),
  /** Part of a model's name, in any case. */
  search: text.optional(),
  /** `nextCursor` of the page before. */
  cursor: text.optional(),
});

const PAGE = 100;

/** The price catalogue by provider, model and date, a hundred at a time; the organisation's own prices come with the first page. */
export async function listPrices(
  context: TenantContext,
  input: z.input<typeof listPricesInput>,
): Promise<{ rows: PriceView[]; overrides: PriceView[]; nextCursor: string | null }> {
  requirePermission(context, 'price:read');
  const { provider, search, cursor } = parseInput(listPricesInput, input);
  const where = {
    ...(provider === undefined || provider === '' ? {} : { provider }),
    ...(search === undefined || search === ''
      ? {}
      : { model: { contains: search.replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } }),
  };
  const rows = await context.database.prisma.cataloguePrice.findMany({
    where: { ...where, ...(cursor === undefined ? {} : { id: { gt: cursor } }) },
    orderBy: { id: 'asc' },
    take: PAGE + 1,
    select: { id: true, row: true },
  });
  const overrides =
    cursor === undefined
      ? await scopeTo(context.database, context.organizationId).priceOverride.findMany({
          where,
          orderBy: { id: 'asc' },
          select: { row: true },
        })
      : [];
  const page = rows.slice(0, PAGE);
  return {
    rows: page.map(({ row }) => priceView(priceRowSchema.parse(row))),
    overrides: overrides.map(({ row }) => priceView(priceRowSchema.parse(row))),
    nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}
