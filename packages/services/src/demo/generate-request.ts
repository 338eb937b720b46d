import { encodeId } from '@tollgate/core/ids/encode-id';
import type { PriceIndex } from '@tollgate/core/pricing/find-price';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import type { DemoApplication } from './demo-plan.ts';
import { clientEnding } from './draw-outcome.ts';
import { generateAttempt } from './generate-attempt.ts';

const HOUR_MS = 3_600_000;

/** Who calls: the rows that the plan's names became. */
export type DemoCaller = {
  application: DemoApplication;
  organizationId: string;
  projectId: string;
  keyId: string;
  memberId: string | null;
  /** By credential name. */
  credentialIds: ReadonlyMap<string, string>;
};

/** One request with the attempts that it took: the next target is called when one failed. */
export function generateRequest(
  caller: DemoCaller,
  startedAtMs: number,
  history: { toMs: number; prices: PriceIndex },
  random: () => number,
): { request: RequestFact; attempts: AttemptFact[] } {
  const { application } = caller;
  const requestId = encodeId(
    'req',
    startedAtMs,
    Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
  );
  const endUser =
    application.endUsers === null ? null : `${application.endUsers.prefix}-${1 + Math.floor(random() ** 2 * application.endUsers.count)}`;
  const dimensions = {
    organizationId: caller.organizationId,
    projectId: caller.projectId,
    keyId: caller.keyId,
    memberId: caller.memberId,
    endUser,
    sessionId: endUser === null ? null : `${endUser}-${Math.floor(startedAtMs / HOUR_MS)}`,
    route: application.route,
    routeVersion: application.route === null ? null : 1,
    tags: [...application.tags],
  };

  const attempts: AttemptFact[] = [];
  const targets = random() < 0.003 ? [] : application.targets;
  for (const target of targets) {
    const at = startedAtMs + attempts.reduce((sum, attempt) => sum + attempt.durationMs, 1);
    const credentialId = caller.credentialIds.get(target.credential) ?? null;
    const call = {
      application,
      dimensions: { ...dimensions, requestId },
      target,
      credentialId,
      ordinal: attempts.length + 1,
      startedAtMs: at,
    };
    const attempt = generateAttempt(call, history, random);
    attempts.push(attempt);
    if (['success', 'invalid_request', 'client_closed'].includes(attempt.outcome)) break;
  }

  const last = attempts.at(-1);
  const durationMs = attempts.reduce((sum, attempt) => sum + attempt.durationMs, 2);
  const first = application.targets[0];
  const request: RequestFact = {
    ...dimensions,
    requestId,
    startedAtMs,
    metadata: { environment: 'production' },
    requestedModel: application.route ?? `${first?.credential}/${first?.model}`,
    credentialId: last?.credentialId ?? null,
    provider: last?.provider ?? null,
    model: last?.model ?? null,
    ...clientEnding(last?.outcome ?? null),
    isStream: application.isStream,
    attempts: attempts.length,
    cache: 'off',
    firstTokenMs: last === undefined || last.firstTokenMs === null ? null : durationMs - last.durationMs + last.firstTokenMs,
    durationMs,
    overheadMicros: 350 + Math.floor(random() * 900),
    userAgent: application.userAgent,
    isUnlogged: false,
  };
  return { request, attempts };
}
