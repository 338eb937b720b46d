import type * as z from 'zod';
import { parsedByVerb } from './parsed-by-verb.ts';

/** For a list that is paged one way: as `parsedByVerb`, without the direction that the client's infinite queries add. */
export function parsedByListVerb<Schema extends z.ZodType>(schema: Schema): (input: unknown) => z.input<Schema> {
  const parsed = parsedByVerb(schema);
  return (input) => {
    if (typeof input !== 'object' || input === null) return parsed(input);
    const { direction: _direction, ...rest } = { direction: undefined, ...input };
    return parsed(rest);
  };
}
