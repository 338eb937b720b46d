import * as z from 'zod';
import { budgetPeriodSchema } from '../budget/period.ts';
import { priceRowSchema } from '../pricing/price-row.ts';
import { routingDocumentSchema } from '../routing/document.ts';

/**
 * The four kinds of documents by which configuration reaches the proxies. Each is published whole under its own key in Redis,
 * carries the `version` it was published with, and is replaced, never edited.
 */

/** Global prices. Later rows of the same provider and model win from their date on. */
export const catalogueDocumentSchema = z.object({
  version: z.number().int().nonnegative(),
  prices: z.array(priceRowSchema),
});
export type CatalogueDocument = z.infer<typeof catalogueDocumentSchema>;

/** A secret sealed by `@tollgate/secrets/envelope`; all fields base64url. */
export const sealedSchema = z.object({ keyVersion: z.number().int().positive(), nonce: z.string(), ciphertext: z.string() });
export type Sealed = z.infer<typeof sealedSchema>;

export const credentialSettingsSchema = z.record(z.string(), z.string());

export const credentialDocumentSchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  /** `null`: the provider's own address. */
  baseUrl: z.string().nullable(),
  /** Beside the secret: `api_version`, `region`, `upstream_api` and the like. */
  settings: credentialSettingsSchema.default({}),
  /** Sealed with the organisation's data key; bound to organisation, credential and provider. */
  secret: sealedSchema.nullable(),
  /** The one that `<provider id>/<model>` uses. */
  isDefault: z.boolean(),
});
export type CredentialDocument = z.infer<typeof credentialDocumentSchema>;

export const organizationDocumentSchema = z.object({
  id: z.string(),
  version: z.number().int().nonnegative(),
  slug: z.string(),
  /** The organisation's data keys, each sealed with the key-encryption key. */
  dataKeys: z.array(z.object({ version: z.number().int().positive(), kekId: z.string(), nonce: z.string(), ciphertext: z.string() })),
  credentials: z.array(credentialDocumentSchema),
  /** Prices that replace the catalogue's for this organisation. */
  priceOverrides: z.array(priceRowSchema),
});
export type OrganizationDocument = z.infer<typeof organizationDocumentSchema>;

export const contentPolicySchema = z.object({
  /**
   * `full` keeps prompts and answers, sealed, for `days`; `metadata` keeps neither; `none` nor what callers say about a request besides
   * tags and user.
   */
  keep: z.enum(['none', 'metadata', 'full']),
  days: z.number().int().min(1).max(3650),
});
export type ContentPolicy = z.infer<typeof contentPolicySchema>;

export const routeDocumentSchema = z.object({ name: z.string(), version: z.number().int().positive(), document: routingDocumentSchema });

export const projectDocumentSchema = z.object({
  id: z.string(),
  organizationId: z.string(),
  version: z.number().int().nonnegative(),
  slug: z.string(),
  content: contentPolicySchema,
  /** Status of a refusal over budget: 429 unless the project chose 402. */
  budgetStatus: z.union([z.literal(429), z.literal(402)]),
  routes: z.array(routeDocumentSchema),
});
export type ProjectDocument = z.infer<typeof projectDocumentSchema>;

export const keyLimitsSchema = z.object({
  /** Requests per minute; `null`: unlimited. */
  requestsPerMinute: z.number().int().positive().nullable(),
  /** Money per period in pico-dollars, decimal digits; `null`: unlimited. */
  budget: z.object({ pico: z.string().regex(/^\d{1,24}$/), per: budgetPeriodSchema }).nullable(),
});
export type KeyLimits = z.infer<typeof keyLimitsSchema>;

export const keyDocumentSchema = z.object({
  id: z.string(),
  version: z.number().int().nonnegative(),
  organizationId: z.string(),
  projectId: z.string(),
  /** The member who made the key; `null` when it was made by configuration or the member left. */
  memberId: z.string().nullable(),
  name: z.string(),
  /** `revoked` documents stay published, so that a revoked key is refused as such rather than as unknown. */
  status: z.enum(['active', 'revoked']),
  /** Epoch milliseconds; `null`: never. */
  expiresAtMs: z.number().int().nullable(),
  limits: keyLimitsSchema,
});
export type KeyDocument = z.infer<typeof keyDocumentSchema>;

export type DocumentKind = 'catalogue' | 'organization' | 'project' | 'key';
