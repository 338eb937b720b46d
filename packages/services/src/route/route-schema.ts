import { targetSchema } from '@tollgate/core/routing/document';
import * as z from 'zod';

/** Targets in the order in which they are tried. */
export const targetsSchema = z.array(targetSchema).min(1, 'Add at least one target.').max(20, 'A route has at most 20 targets.');
