import type { Database } from './client.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';
import { assertNoPersonLeaks } from './tenant-scope/assert-no-person-leaks.ts';
import { scopeArguments } from './tenant-scope/scope-arguments.ts';

/** A client that sees one organisation. Raw SQL and models without a tenant are out of its reach. */
export type TenantDatabase = Omit<
  PrismaClient,
  '$queryRaw' | '$queryRawUnsafe' | '$executeRaw' | '$executeRawUnsafe' | '$extends' | 'user' | 'session' | 'cataloguePrice'
>;

/** The same inside an interactive transaction. */
export type TenantTransaction = Omit<TenantDatabase, '$transaction' | '$connect' | '$disconnect' | '$on'>;

/**
 * The only way to tenant rows: every `where` also demands the organisation, every new row gets it, and a row that names another
 * organisation, a nested write or a query that would leave the tenant throws.
 */
export function scopeTo(database: Database, organizationId: string): TenantDatabase {
  if (organizationId === '') throw new Error('A scope needs an organisation');
  return database.prisma.$extends({
    query: {
      $allOperations({ model, operation, args, query }) {
        if (model === undefined) throw new Error(`${operation} would not be scoped to the organisation`);
        assertNoPersonLeaks(args);
        return query(scopeArguments(model as Prisma.ModelName, operation, args, organizationId));
      },
    },
    // A query extension keeps every type of the client it extends.
  }) as unknown as TenantDatabase;
}
