import { type KeyEncryptionKeys, readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import { readPublicUrl } from '@tollgate/services/mail/read-public-url';
import * as z from 'zod';

const schema = z.object({
  DATABASE_URL: z.string().min(1, 'DATABASE_URL must name the Postgres database, such as postgresql://user:password@host:5432/tollgate.'),
  REDIS_URL: z.string().min(1, 'REDIS_URL must name the Redis server, such as redis://host:6379.'),
  /** Absent: no metrics. */
  WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PROXY_INTERNAL_URL: z.string().default('http://127.0.0.1:4001'),
  /** Absent or empty: no mail is sent. */
  SMTP_URL: z.union([z.literal(''), z.url({ protocol: /^smtps?$/, error: 'must be such as smtp://user:password@host:587.' })]).default(''),
  MAIL_FROM: z.string().default(''),
});

export type Environment = {
  databaseUrl: string;
  redisUrl: string;
  metricsPort: number | null;
  proxyInternalUrl: string;
  publicUrl: string;
  smtpUrl: string | null;
  /** Such as `Tollgate <mail@example.com>`. */
  mailFrom: string;
  keyEncryptionKeys: KeyEncryptionKeys;
};

/** @throws Error that names the variable at fault and never holds a value. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new Error(variables[name] === undefined ? `${name} is not set.` : `${name}: ${issue?.message}`);
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    redisUrl: parsed.data.REDIS_URL,
    metricsPort: parsed.data.WORKER_METRICS_PORT ?? null,
    proxyInternalUrl: parsed.data.PROXY_INTERNAL_URL,
    publicUrl: readPublicUrl(variables),
    smtpUrl: parsed.data.SMTP_URL || null,
    mailFrom: parsed.data.MAIL_FROM || `Tollgate <tollgate@${new URL(readPublicUrl(variables)).hostname}>`,
    keyEncryptionKeys: readKeyEncryptionKeys(variables.TOLLGATE_KEY_ENCRYPTION_KEY),
  };
}
