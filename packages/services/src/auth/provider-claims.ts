import * as z from 'zod';

/** A provider's word for who has signed in there, before it is matched with anyone here. */
export type ProviderClaims = { id: string; name: string | null; email: string | null; isEmailVerified: boolean };

const isTrue = z.union([z.boolean(), z.literal('true').transform(() => true), z.literal('false').transform(() => false)]);
// Some providers write the flag as text, and none at all means that nobody has looked.
const claimsSchema = z.object({
  sub: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  email_verified: isTrue.nullish(),
});

/** Reads the claims of OpenID Connect. @throws ZodError when they name nobody. */
export function readClaims(claims: unknown): ProviderClaims {
  const { sub, name, email, email_verified: isEmailVerified } = claimsSchema.parse(claims);
  return { id: sub, name: name ?? null, email: email ?? null, isEmailVerified: isEmailVerified === true };
}

const githubUserSchema = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() });
const githubEmailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * Turns GitHub's `/user` and `/user/emails` into the same claims. The public profile does not say whether its address is verified, so only
 * the list of addresses counts.
 */
export function claimsOfGitHub(user: unknown, emails: unknown): Record<string, unknown> {
  const { id, login, name } = githubUserSchema.parse(user);
  const primary = githubEmailsSchema.parse(emails).find((address) => address.primary);
  return { sub: String(id), name: name ?? login, email: primary?.email, email_verified: primary?.verified };
}
