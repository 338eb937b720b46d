import type * as z from 'zod';

/**
 * Leaves parsing to the verb, which does it anyway and refuses with the field's name. Needed where a schema transforms: parsed here
 * too, its output would be refused there.
 */
export function parsedByVerb<Schema extends z.ZodType>(_schema: Schema): (input: unknown) => z.input<Schema> {
  return (input) => input as z.input<Schema>;
}
