import type { ProxyDeps } from '../deps.ts';
import { authenticate, type Caller } from './authenticate.ts';
import type { Exchange } from './exchange.ts';
import { refuse } from './refuse.ts';

/** Who is calling, told at once for every key in use; `null` when the call was refused. */
export function identify(deps: ProxyDeps, exchange: Exchange): Caller | null | Promise<Caller | null> {
  const { headers, socket } = exchange.request;
  const found = authenticate(deps.store, headers, socket.remoteAddress ?? '', deps.failedKeys, {
    nowMs: exchange.startedAtMs,
    maxStaleMs: deps.maxStaleMs,
  });
  return found instanceof Promise ? found.then((later) => admitted(deps, exchange, later)) : admitted(deps, exchange, found);
}

function admitted(deps: ProxyDeps, exchange: Exchange, found: Awaited<ReturnType<typeof authenticate>>): Caller | null {
  if (!('status' in found)) {
    deps.store.markUsed(found.key.document.id, exchange.startedAtMs);
    return found;
  }
  deps.metrics.countRefusedKey();
  deps.refusedKeys.note(exchange.request, found, exchange.startedAtMs);
  refuse(exchange, found, null);
  return null;
}
