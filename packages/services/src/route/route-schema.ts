import { targetSchema } from '@tollgate/core/routing/document';
import * as z from 'zod';

const savedTargetSchema = targetSchema.refine(
  ({ credential, model }) => [credential, model].every((text) => text.isWellFormed() && !/\p{Cc}/u.test(text)),
  'Remove line breaks and control characters from the target.',
);

/** Targets in the order in which they are tried. */
export const targetsSchema = z.array(savedTargetSchema).min(1, 'Add at least one target.').max(20, 'A route has at most 20 targets.');
