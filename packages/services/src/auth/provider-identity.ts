import * as z from 'zod';
import { emailSchema } from './email-schema.ts';

/** What a provider says of who has just signed in there. */
export const providerIdentitySchema = z.strictObject({
  provider: z.enum(['github', 'google', 'oidc']),
  /** The provider's own identifier of the person, which never changes. */
  subject: z.string().min(1).max(512),
  email: emailSchema,
  isEmailVerified: z.boolean(),
  name: z.string().max(1000).nullable(),
});
export type ProviderIdentity = z.infer<typeof providerIdentitySchema>;
