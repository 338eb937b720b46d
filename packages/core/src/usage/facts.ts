import * as z from 'zod';
import { outcomeSchema } from '../routing/outcome.ts';
import { usageSchema } from './usage.ts';

/** Epoch milliseconds. */
const atMs = z.number().int();
const id = z.string().min(1).max(64);
const dimensions = {
  organizationId: id,
  projectId: id,
  keyId: id,
  /** Owner of the key; `null` when it has none. */
  memberId: id.nullable(),
  /** The caller's own user, from `x-tollgate-user` or the body's `user`. */
  endUser: z.string().max(256).nullable(),
  sessionId: z.string().max(256).nullable(),
  /** `null` when the model was named directly. */
  route: z.string().max(128).nullable(),
  routeVersion: z.number().int().nullable(),
  tags: z.array(z.string().max(64)).max(16),
};

/**
 * One call to an upstream: what it used and what it cost. `(attemptId, startedAtMs)` is its identity, fixed before the dial and
 * copied by every later record, so that a second delivery is recognised.
 */
export const attemptFactSchema = z.object({
  attemptId: id,
  startedAtMs: atMs,
  requestId: id,
  /** 1 for the first attempt of its request. */
  ordinal: z.number().int().positive(),
  ...dimensions,
  /** `null` for the built-in simulated provider. */
  credentialId: id.nullable(),
  provider: z.string().max(64),
  model: z.string().max(256),
  outcome: outcomeSchema,
  /** Status of the upstream's answer; `null` when none came. */
  upstreamStatus: z.number().int().nullable(),
  /** One sentence, without secrets; `null` on success. */
  errorMessage: z.string().max(500).nullable(),
  firstTokenMs: z.number().int().nonnegative().nullable(),
  durationMs: z.number().int().nonnegative(),
  usage: usageSchema,
  /** Counted by us because the provider did not say. */
  isEstimated: z.boolean(),
  /** The row it was priced with; `null` means unpriced. */
  priceRowId: z.string().max(400).nullable(),
  /** Pico-dollars, decimal digits; `null` exactly when `priceRowId` is. */
  costPico: z
    .string()
    .regex(/^\d{1,30}$/)
    .nullable(),
});
export type AttemptFact = z.infer<typeof attemptFactSchema>;

/** One call by a client: what was asked, what came back, how long it took. */
export const requestFactSchema = z.object({
  requestId: id,
  startedAtMs: atMs,
  ...dimensions,
  metadata: z.record(z.string().max(64), z.string().max(512)),
  /** As the caller wrote it. */
  requestedModel: z.string().max(256),
  /** Of the last attempt; `null` when none was made. */
  credentialId: id.nullable(),
  provider: z.string().max(64).nullable(),
  model: z.string().max(256).nullable(),
  /** HTTP status given to the client; 499 when it left first. */
  status: z.number().int(),
  /** The wire contract's error code; `null` on success. */
  errorCode: z.string().max(64).nullable(),
  errorMessage: z.string().max(500).nullable(),
  isStream: z.boolean(),
  attempts: z.number().int().nonnegative(),
  cache: z.enum(['hit', 'semantic', 'miss', 'off']),
  firstTokenMs: z.number().int().nonnegative().nullable(),
  durationMs: z.number().int().nonnegative(),
  /** The part of `durationMs` that no upstream is to blame for. */
  overheadMicros: z.number().int().nonnegative(),
  userAgent: z.string().max(200).nullable(),
  /** The caller asked that nothing of its content be kept. */
  isUnlogged: z.boolean(),
});
export type RequestFact = z.infer<typeof requestFactSchema>;
