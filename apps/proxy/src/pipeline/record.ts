import type { RequestFact } from '@tollgate/core/usage/facts';
import type { ProxyDeps } from '../deps.ts';
import type { Caller } from './authenticate.ts';
import type { Exchange } from './exchange.ts';

const NO_TAGS: string[] = [];
const NO_METADATA: Record<string, string> = {};

/** The fact of a request as far as it is known when its caller is; filled in on its way. */
export function openRequestFact(exchange: Exchange, caller: Caller): RequestFact {
  const { document } = caller.key;
  return {
    requestId: exchange.requestId,
    startedAtMs: exchange.startedAtMs,
    organizationId: document.organizationId,
    projectId: document.projectId,
    keyId: document.id,
    memberId: document.memberId,
    endUser: null,
    sessionId: null,
    route: null,
    routeVersion: null,
    tags: NO_TAGS,
    metadata: NO_METADATA,
    requestedModel: '',
    credentialId: null,
    provider: null,
    model: null,
    status: 200,
    errorCode: null,
    errorMessage: null,
    isStream: false,
    attempts: 0,
    cache: 'off',
    firstTokenMs: null,
    durationMs: 0,
    overheadMicros: 0,
    userAgent: keepsWhatIsSaid(caller) ? (exchange.request.headers['user-agent']?.slice(0, 200) ?? null) : null,
    isUnlogged: false,
  };
}

/** Whether the project keeps what callers say about a request besides tags and user, which costs are told apart by. */
export function keepsWhatIsSaid({ project }: Caller): boolean {
  return project.document.content.keep !== 'none';
}

/**
 * Closes the fact and hands it to the spool. An answer that came whole leaves when it is there: nobody gets one that is not accounted
 * for, and those of one turn of the event loop leave together, which wakes their readers once.
 */
export function recordRequest(deps: ProxyDeps, exchange: Exchange, fact: RequestFact): void {
  fact.durationMs = Math.round(exchange.elapsedMs());
  deps.metrics.countRequest(fact);
  deps.usage.endRequest(fact, () => {
    try {
      exchange.sendAnswer();
    } catch (error) {
      deps.logger.error({ err: error, requestId: exchange.requestId }, 'an answer could not be sent');
      exchange.response.destroy();
    }
    deps.retryBudget.end();
  });
}
