import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProxyDeps } from '../deps.ts';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import { Exchange } from '../pipeline/exchange.ts';
import { identify } from '../pipeline/identify.ts';
import { refuse } from '../pipeline/refuse.ts';
import { planRoute } from '../pipeline/plan-route.ts';
import { listModels, type ListedModel } from './list-models.ts';

const MAX_DURATION_MS = 30_000;

/** `GET /v1/models` and, with a name, `GET /v1/models/{name}`. */
export async function handleModels(
  deps: ProxyDeps,
  incoming: IncomingMessage,
  response: ServerResponse,
  name: string | null,
): Promise<void> {
  const exchange = new Exchange(openAiChat, incoming, response, MAX_DURATION_MS);
  const caller = await identify(deps, exchange);
  if (caller === null) return;
  const models = listModels(caller.project, caller.organization, deps.store.catalogue);
  if (name === null) return sendJson(exchange, { object: 'list', data: models });
  const listed = models.find((model) => model.id === name);
  if (listed) return sendJson(exchange, listed);
  // A name that is not listed may still be callable: any model of a stored credential, known to the catalogue or not.
  const plan = planRoute(name, caller.project, caller.organization);
  if ('status' in plan) return refuse(exchange, plan, null);
  const owner = plan.graph.start.node.target.credential;
  return sendJson(exchange, { id: name, object: 'model', created: 0, owned_by: owner } satisfies ListedModel);
}

function sendJson(exchange: Exchange, value: unknown): void {
  const body = JSON.stringify(value);
  exchange.response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-request-id': exchange.requestId,
  });
  exchange.response.end(body);
}
