import { Prisma } from '../generated/client.ts';

type Arguments = Record<string, unknown>;

const CREATES = new Set(['create', 'createMany', 'createManyAndReturn']);

/** The same arguments, narrowed to one organisation. Throws on what cannot be narrowed. */
export function scopeArguments(model: Prisma.ModelName, operation: string, given: unknown, organizationId: string): Arguments {
  const column = tenantColumn(model);
  const scoped = { ...(given as Arguments | undefined) };
  if (!CREATES.has(operation)) scoped.where = narrowed(scoped.where, { [column]: organizationId });
  for (const field of ['data', 'create', 'update'] as const) {
    if (scoped[field] === undefined) continue;
    const fills = field === 'create' || CREATES.has(operation);
    const rows: unknown[] = Array.isArray(scoped[field]) ? scoped[field] : [scoped[field]];
    const checked = rows.map((row) => ownRow(model, row as Arguments, column, organizationId, fills));
    scoped[field] = Array.isArray(scoped[field]) ? checked : checked[0];
  }
  return scoped;
}

/** The column that names the tenant; throws for models that have none. */
function tenantColumn(model: Prisma.ModelName): 'id' | 'organizationId' {
  if (model === 'Organization') return 'id';
  if (!('organizationId' in scalarFields(model)))
    throw new Error(`${model} belongs to no organisation and cannot be reached through a scope`);
  return 'organizationId';
}

/** `AND` leaves the rest of the condition as it is, whatever it holds. */
function narrowed(where: unknown, condition: Arguments): Arguments {
  const { AND: existing, ...rest } = (where ?? {}) as Arguments;
  const conditions: unknown[] = existing === undefined ? [] : Array.isArray(existing) ? existing : [existing];
  return { ...rest, AND: [...conditions, condition] };
}

function ownRow(model: Prisma.ModelName, row: Arguments, column: string, organizationId: string, fills: boolean): Arguments {
  const fields = scalarFields(model);
  for (const field of Object.keys(row)) {
    if (!(field in fields)) throw new Error(`${model}.${field} is a nested write, which would bypass the scope`);
  }
  if (row[column] !== undefined && row[column] !== organizationId) throw new Error(`A row of ${model} names another organisation`);
  return fills ? { ...row, [column]: organizationId } : row;
}

function scalarFields(model: Prisma.ModelName): Record<string, string> {
  return Prisma[`${model}ScalarFieldEnum`];
}
