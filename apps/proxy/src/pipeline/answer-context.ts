import type { AnswerContext } from '@tollgate/core/chat/front-dialect';
import type { Exchange } from './exchange.ts';
import type { ParsedRequest } from './parse-request.ts';

/** What an encoder must know of the request that it answers. */
export function answerContext(exchange: Exchange, { request }: ParsedRequest): AnswerContext {
  return {
    request,
    createdAt: Math.floor(exchange.startedAtMs / 1000),
    uniqueId: exchange.requestId.slice(exchange.requestId.indexOf('_') + 1),
  };
}
