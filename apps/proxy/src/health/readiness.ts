import type { ServerResponse } from 'node:http';

/** Whether this process should be given traffic, and what works less than fully. */
export type Readiness = { isDraining: boolean; hasSnapshot: boolean; hasSpoolSpace: boolean; hasRedis: boolean };

/** 200 while requests with known keys can be served, naming what is degraded; 503 while draining, without a snapshot or without spool space. */
export function sendReadiness(response: ServerResponse, readiness: Readiness): void {
  const isReady = !readiness.isDraining && readiness.hasSnapshot && readiness.hasSpoolSpace;
  const degraded = [
    ...(readiness.isDraining ? ['draining'] : []),
    ...(readiness.hasSnapshot ? [] : ['snapshot']),
    ...(readiness.hasSpoolSpace ? [] : ['spool']),
    ...(readiness.hasRedis ? [] : ['redis']),
  ];
  const body = JSON.stringify({ status: isReady ? 'ready' : 'unavailable', degraded });
  response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
  response.end(body);
}
