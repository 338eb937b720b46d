import type { IncomingMessage, ServerResponse } from 'node:http';
import { anthropicMessages } from '@tollgate/core/chat/anthropic/index';
import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ProxyDeps } from '../deps.ts';
import { readBody } from '../http/read-body.ts';
import { firstTarget } from '../pipeline/dispatch.ts';
import { Exchange } from '../pipeline/exchange.ts';
import { identify } from '../pipeline/identify.ts';
import { parseRequest } from '../pipeline/parse-request.ts';
import { planRoute } from '../pipeline/plan-route.ts';
import { refuse } from '../pipeline/refuse.ts';
import { authorize } from '../upstream/authorize.ts';
import { spliceBody } from '../upstream/splice-body.ts';
import { estimateTokens } from '../usage/estimate-tokens.ts';

const MAX_DURATION_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const COUNT_PATH = '/v1/messages/count_tokens';

/**
 * `POST /v1/messages/count_tokens`: Anthropic counts for its own models; for others, and when it does not answer, the answer is an estimate
 * by the length of the prompt and says so in `x-tollgate-estimated`. Counting is free and is not recorded.
 */
export async function handleCountTokens(deps: ProxyDeps, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = new Exchange(anthropicMessages, incoming, response, MAX_DURATION_MS);
  const caller = await identify(deps, exchange);
  if (caller === null) return;
  const raw = await readBody(incoming, deps.maxBodyBytes);
  if ('status' in raw) return refuse(exchange, raw, null);
  const parsed = parseRequest(COUNTING, raw, incoming.headers);
  if ('status' in parsed) return refuse(exchange, parsed, null);
  const plan = planRoute(parsed.request.model, caller.project, caller.organization);
  if ('status' in plan) return refuse(exchange, plan, null);
  const first = firstTarget(deps, plan, caller, parsed.request, raw.length);
  if ('status' in first) return refuse(exchange, first, null);

  const { target, api } = first.attempt;
  if (target.provider === 'anthropic') {
    const path = target.basePath + COUNT_PATH;
    const body = spliceBody(raw, parsed.body, target.model, false);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'user-agent': 'tollgate',
      ...api.headers,
      ...parsed.headers,
    };
    const unproven = await authorize(deps.accessTokens, target, { method: 'POST', path, headers, body }, MAX_DURATION_MS);
    const counted = unproven === null ? await ask(deps, target.origin, path, headers, body) : null;
    if (counted !== null) return sendCount(exchange, counted, false);
  }
  sendCount(exchange, estimateTokens(raw.length), true);
}

/** A body to count has no limit of output, which a message must have. */
const COUNTING = {
  ...anthropicMessages,
  decodeRequest: (body: unknown) => anthropicMessages.decodeRequest(isJsonObject(body) ? { max_tokens: 1, ...body } : body),
};

async function ask(
  deps: ProxyDeps,
  origin: string,
  path: string,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<number | null> {
  try {
    const answer = await deps.pools
      .pool(origin, false)
      .request({ path, method: 'POST', headers, body, signal: AbortSignal.timeout(MAX_DURATION_MS) });
    let text = '';
    for await (const part of answer.body) {
      text += String(part);
      if (text.length > MAX_ANSWER_BYTES) return null;
    }
    const { input_tokens: tokens } = JSON.parse(text) as { input_tokens?: unknown };
    return answer.statusCode === 200 && typeof tokens === 'number' ? tokens : null;
  } catch {
    return null;
  }
}

function sendCount(exchange: Exchange, tokens: number, isEstimated: boolean): void {
  const body = JSON.stringify({ input_tokens: tokens });
  exchange.response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-request-id': exchange.requestId,
    ...(isEstimated ? { 'x-tollgate-estimated': 'true' } : {}),
  });
  exchange.response.end(body);
}
