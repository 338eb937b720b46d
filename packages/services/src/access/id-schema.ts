import * as z from 'zod';

/** An identifier of ours. Anything but a string is refused here, so that no query operator reaches a query. */
export const idSchema = z.string().regex(/^[a-z]{1,16}_[0-9a-z]{1,64}$/, 'This is not an identifier.');
