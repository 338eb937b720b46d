import type { Database } from './client.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';
import { assertNoPersonLeaks } from './tenant-scope/assert-no-person-leaks.ts';
import { scopeArguments } from './tenant-scope/scope-arguments.ts';

/** A client that sees one organisation. Raw SQL and models without a tenant are out of its reach. */
export type TenantDatabase = Omit<
  PrismaClient,
  | '$queryRaw'
  | '$queryRawUnsafe'
  | '$executeRaw'
  | '$executeRawUnsafe'
  | '$extends'
  | 'user'
  | 'session'
  | 'emailToken'
  | 'linkedAccount'
  | 'twoFactor'
  | 'recoveryCode'
  | 'cataloguePrice'
> & {
  /** A person signs in once for all their organisations, so what one of them does to a member may sign the person out. */
  session: Pick<PrismaClient['session'], 'deleteMany'>;
};

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
        if (model === 'Session') return query(requireOnePerson(operation, args));
        assertNoPersonLeaks(args);
        return query(scopeArguments(model as Prisma.ModelName, operation, args, organizationId));
      },
    },
    // A query extension keeps every type of the client it extends.
  }) as unknown as TenantDatabase;
}

function requireOnePerson<Arguments>(operation: string, args: Arguments): Arguments {
  const { userId } = (args as { where?: { userId?: unknown } } | undefined)?.where ?? {};
  if (operation !== 'deleteMany' || typeof userId !== 'string')
    throw new Error('Session belongs to no organisation: a scope only ends the sessions of one person');
  return args;
}
