// For the Prisma command line only (`prisma migrate deploy`, `prisma studio`); the product migrates through packages/db.
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
