import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';

/** What a view keeps of the page's address. Names that the page does not know any more are kept here and left out there. */
export const viewParametersSchema = z
  .record(z.string().regex(/^[a-z]{1,32}$/), z.string().max(4000))
  .refine((parameters) => Object.keys(parameters).length <= 20, 'A view keeps at most 20 parameters.')
  .refine(
    (parameters) => Object.values(parameters).every((text) => text.isWellFormed() && !text.includes('\0')),
    'Remove the control characters.',
  );

export const savedViewSchema = z.strictObject({
  name: nameSchema,
  /** Whether everyone in the organisation sees it. */
  isShared: z.boolean(),
  parameters: viewParametersSchema,
});
