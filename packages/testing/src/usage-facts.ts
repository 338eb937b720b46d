import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { emptyUsage } from '@tollgate/core/usage/usage';

/** One successful, priced attempt; name what matters to the test. */
export function attemptFact(given: Partial<AttemptFact> = {}): AttemptFact {
  return {
    attemptId: 'att_1',
    startedAtMs: Date.UTC(2026, 10, 20, 10, 7),
    requestId: 'req_1',
    ordinal: 1,
    organizationId: 'org_1',
    projectId: 'prj_1',
    keyId: 'key_1',
    memberId: null,
    endUser: null,
    sessionId: null,
    route: null,
    routeVersion: null,
    tags: [],
    credentialId: null,
    provider: 'sim',
    model: 'echo',
    outcome: 'success',
    upstreamStatus: 200,
    errorMessage: null,
    firstTokenMs: 120,
    durationMs: 800,
    usage: { ...emptyUsage(), input: 100, output: 50 },
    isEstimated: false,
    priceRowId: 'sim/echo@2026-01-01',
    costPico: '200000000',
    ...given,
  };
}

/** One successful request; name what matters to the test. */
export function requestFact(given: Partial<RequestFact> = {}): RequestFact {
  return {
    requestId: 'req_1',
    startedAtMs: Date.UTC(2026, 10, 20, 10, 7),
    organizationId: 'org_1',
    projectId: 'prj_1',
    keyId: 'key_1',
    memberId: null,
    endUser: null,
    sessionId: null,
    route: null,
    routeVersion: null,
    tags: [],
    metadata: {},
    requestedModel: 'sim/echo',
    credentialId: null,
    provider: 'sim',
    model: 'echo',
    status: 200,
    errorCode: null,
    errorMessage: null,
    isStream: false,
    attempts: 1,
    cache: 'off',
    firstTokenMs: 121,
    durationMs: 805,
    overheadMicros: 450,
    userAgent: null,
    isUnlogged: false,
    ...given,
  };
}
