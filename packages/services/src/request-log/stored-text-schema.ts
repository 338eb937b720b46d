import * as z from 'zod';

/** Text that a row of the ledger could hold, to compare with; what Postgres cannot hold is refused here. */
export const storedTextSchema = z
  .string()
  .max(256)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'Remove the control characters.');
