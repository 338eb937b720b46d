import type { RequestFact } from '@tollgate/core/usage/facts';
import { retryHeaders, toFrontError, type Refusal } from '../http/refusal.ts';
import type { Exchange } from './exchange.ts';
import { headerText } from './response-headers.ts';

/** How long what is left of a refused body is read and thrown away. */
const MAX_READ_ON_MS = 5_000;

/** Answers with an error in the client's dialect. A body that was not read whole closes the connection. */
export function refuse(exchange: Exchange, refusal: Refusal, fact: RequestFact | null): void {
  const { response, request, requestId } = exchange;
  if (exchange.isGone || response.headersSent) {
    if (!response.writableEnded) response.destroy();
    return;
  }
  const body = JSON.stringify(exchange.front.encodeError(toFrontError(refusal, requestId)));
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    'x-tollgate-attempts': String(refusal.attempts?.length ?? 0),
    'x-tollgate-cache': 'off',
    'x-tollgate-overhead-ms': exchange.elapsedMs().toFixed(1),
    ...retryHeaders(refusal),
  };
  if (fact?.route) headers['x-tollgate-route'] = headerText(fact.route);
  if (request.complete) {
    response.writeHead(refusal.status, headers);
    response.end(body);
    return;
  }
  headers.connection = 'close';
  response.writeHead(refusal.status, headers);
  response.write(body);
  closeOnceRead(exchange);
}

/** A connection that is closed while its client still writes is reset, and the client never sees why. */
function closeOnceRead({ request, response }: Exchange): void {
  const close = (): void => {
    clearTimeout(timer);
    if (!response.writableEnded) response.end();
  };
  const timer = setTimeout(close, MAX_READ_ON_MS);
  request.once('end', close).once('close', close).once('error', close);
  request.resume();
}
