import { budgetPeriodSchema } from '@tollgate/core/budget/period';
import { targetFromName, type Target } from '@tollgate/core/routing/document';
import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';
import { apiKeyValueSchema } from '../api-key/api-key-value-schema.ts';
import { budgetAmountSchema, rpmSchema } from '../api-key/limits-schema.ts';
import { emailSchema } from '../auth/email-schema.ts';
import { passwordSchema } from '../auth/password-schema.ts';
import { credentialNameSchema, secretSchema } from '../credential/credential-schema.ts';

const settingText = z.union([z.string(), z.number().transform(String)]).pipe(z.string().trim().min(1).max(2048));

/** Settings under the names that the providers' own tools use; `api_key` has other names where the secret is no API key. */
const credentialSchema = z
  .strictObject({
    name: credentialNameSchema,
    provider: z.string().min(1).max(64),
    api_key: secretSchema.optional(),
    secret_access_key: secretSchema.optional(),
    access_token: secretSchema.optional(),
    /** The JSON of a service account, as text or as a mapping. */
    service_account: z
      .union([z.record(z.string(), z.unknown()).transform((json) => JSON.stringify(json)), z.string()])
      .pipe(secretSchema)
      .optional(),
    base_url: z.string().min(1).max(2048).optional(),
    /** The one that `<provider>/<model>` uses; the first of a provider is it in any case. */
    default: z.literal(true).optional(),
    api_version: settingText.optional(),
    region: settingText.optional(),
    project: settingText.optional(),
    access_key_id: settingText.optional(),
    account_id: settingText.optional(),
    upstream_api: z.enum(['chat', 'responses']).optional(),
    retries: z.int().min(0).max(5).transform(String).optional(),
    /** YAML of older readers makes `false` of `off`. */
    circuit_breaker: z.union([z.enum(['on', 'off']), z.boolean().transform((isOn) => (isOn ? 'on' : 'off'))]).optional(),
  })
  .refine(({ api_key, secret_access_key, access_token, service_account }) => {
    return [api_key, secret_access_key, access_token, service_account].filter((secret) => secret !== undefined).length <= 1;
  }, 'Give one of api_key, secret_access_key, access_token and service_account.')
  .transform(({ name, provider, api_key, secret_access_key, access_token, service_account, base_url, default: isDefault, ...rest }) => {
    const settings: Record<string, string> = {};
    for (const [setting, value] of Object.entries(rest)) if (value !== undefined) settings[setting] = value;
    if (access_token !== undefined) settings['auth'] = 'access_token';
    return {
      name,
      provider,
      api_key: api_key ?? secret_access_key ?? access_token ?? service_account,
      base_url,
      default: isDefault,
      settings,
    };
  });

const targetNameSchema = z.string().transform((text, context): Target => {
  const target = targetFromName(text);
  if (target !== null && target.credential.length <= 64 && target.model.length <= 256) return target;
  context.addIssue({ code: 'custom', message: 'Write a target as <credential>/<model>, such as openai-main/gpt-4o.' });
  return z.NEVER;
});

const routeSchema = z.strictObject({
  name: nameSchema,
  fallback: z.array(targetNameSchema).min(1, 'Name at least one target.').max(20, 'A route has at most 20 targets.'),
});

/** YAML makes a number of 50 and of 12.50; both are exact as the text that prints them. */
const amountSchema = z
  .union([z.number().transform(String), z.string()], 'Enter an amount in dollars such as 50 or 12.50.')
  .pipe(budgetAmountSchema)
  .nullable();

const keySchema = z
  .strictObject({
    name: nameSchema,
    /** A key that was issued elsewhere; absent: one is made, once. */
    value: apiKeyValueSchema.optional(),
    budget_usd: amountSchema.optional(),
    per: budgetPeriodSchema.optional(),
    rpm: rpmSchema,
  })
  .refine((key) => key.per === undefined || typeof key.budget_usd === 'string', { message: 'Give budget_usd with per.', path: ['per'] });

const projectSchema = z.strictObject({
  name: nameSchema,
  content: z
    .strictObject({ keep: z.enum(['none', 'metadata', 'full']).optional(), days: z.number().int().min(1).max(3650).optional() })
    .optional(),
  routes: z.array(routeSchema).default([]),
  keys: z.array(keySchema).default([]),
});

/** Configuration as code: one organisation. What the file does not mention stays as it is. */
export const configSchema = z
  .strictObject({
    organization: nameSchema,
    owner: z.strictObject({ email: emailSchema, password: passwordSchema }),
    credentials: z.array(credentialSchema).default([]),
    projects: z.array(projectSchema).default([]),
  })
  .superRefine((config, context) => {
    const refuseRepeats = (path: (string | number)[], items: readonly { name: string }[]) => {
      items.forEach(({ name }, index) => {
        if (items.findIndex((other) => other.name === name) === index) return;
        context.addIssue({ code: 'custom', message: `"${name}" stands here twice.`, path: [...path, index, 'name'] });
      });
    };
    refuseRepeats(['credentials'], config.credentials);
    refuseRepeats(['projects'], config.projects);
    config.projects.forEach((project, index) => {
      refuseRepeats(['projects', index, 'routes'], project.routes);
      refuseRepeats(['projects', index, 'keys'], project.keys);
    });
  });
export type Config = z.output<typeof configSchema>;
