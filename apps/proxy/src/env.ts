import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeyEncryptionKeys, type KeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const schema = z.object({
  PROXY_PORT: port.default(4000),
  PROXY_HOST: z.string().default('0.0.0.0'),
  METRICS_PORT: port.default(4001),
  METRICS_HOST: z.string().default('127.0.0.1'),
  REDIS_URL: z.string().default('redis://127.0.0.1:6379'),
  TOLLGATE_HOME: z.string().default(join(tmpdir(), 'tollgate')),
  ALLOW_PRIVATE_UPSTREAMS: z.enum(['true', 'false']).default('false'),
  /** Seconds. */
  MAX_STALE: z.coerce.number().int().min(1).default(3600),
  SIMULATOR_URL: z.string().optional(),
  /** Bytes. */
  MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(20 * 1024 * 1024),
  /** Milliseconds. */
  DRAIN_TIMEOUT_MS: z.coerce.number().int().min(0).default(120_000),
  DRAIN_GRACE_MS: z.coerce.number().int().min(0).default(2000),
});

export type ProxyEnv = {
  port: number;
  host: string;
  metricsPort: number;
  metricsHost: string;
  redisUrl: string;
  home: string;
  allowPrivateUpstreams: boolean;
  maxStaleMs: number;
  simulatorUrl: string | null;
  maxBodyBytes: number;
  drainTimeoutMs: number;
  drainGraceMs: number;
  keyEncryptionKeys: KeyEncryptionKeys;
};

/** @throws Error naming the variable that is missing or malformed. */
export function readEnv(source: NodeJS.ProcessEnv): ProxyEnv {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`The environment variable ${String(issue?.path[0])} is not usable: ${issue?.message}`);
  }
  const env = parsed.data;
  return {
    port: env.PROXY_PORT,
    host: env.PROXY_HOST,
    metricsPort: env.METRICS_PORT,
    metricsHost: env.METRICS_HOST,
    redisUrl: env.REDIS_URL,
    home: env.TOLLGATE_HOME,
    allowPrivateUpstreams: env.ALLOW_PRIVATE_UPSTREAMS === 'true',
    maxStaleMs: env.MAX_STALE * 1000,
    simulatorUrl: env.SIMULATOR_URL ?? null,
    maxBodyBytes: env.MAX_BODY_BYTES,
    drainTimeoutMs: env.DRAIN_TIMEOUT_MS,
    drainGraceMs: env.DRAIN_GRACE_MS,
    keyEncryptionKeys: readKeyEncryptionKeys(source.TOLLGATE_KEY_ENCRYPTION_KEY),
  };
}
