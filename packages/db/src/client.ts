import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** One pool of connections, through Prisma for the control plane and bare for the ledger. */
export type Database = { prisma: PrismaClient; pool: pg.Pool; close(): Promise<void> };

/** Connects lazily: nothing is dialled before the first query. `url` is a `postgresql://` address. */
export function createDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.maxConnections ?? 10, connectionTimeoutMillis: 5000 });
  // Without a listener an idle connection that breaks would crash the process; the next query learns of it and reconnects.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
