import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ProxyDeps } from '../deps.ts';
import { sendReadiness, type Readiness } from '../health/readiness.ts';
import { anthropicMessages } from '@tollgate/core/chat/anthropic/index';
import { openAiCompletions } from '@tollgate/core/chat/completions/index';
import { cohereRerank, openAiEmbeddings, openAiImages, openAiModerations, openAiSpeech } from '@tollgate/core/chat/endpoints/index';
import type { FrontDialect } from '@tollgate/core/chat/front-dialect';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import { openAiResponses } from '@tollgate/core/chat/responses/index';
import { handleChat } from '../pipeline/handle-chat.ts';
import { Exchange } from '../pipeline/exchange.ts';
import { refuse } from '../pipeline/refuse.ts';
import { handleCountTokens } from '../routes/count-tokens.ts';
import { handleModels } from '../routes/handle-models.ts';

const CHAT_PATH = '/v1/chat/completions';
/** Every path that calls a model, by what is spoken on it. */
const FRONTS = new Map<string, FrontDialect>([
  [CHAT_PATH, openAiChat],
  ['/v1/messages', anthropicMessages],
  ['/v1/responses', openAiResponses],
  ['/v1/completions', openAiCompletions],
  ['/v1/embeddings', openAiEmbeddings],
  ['/v1/images/generations', openAiImages],
  ['/v1/moderations', openAiModerations],
  ['/v1/audio/speech', openAiSpeech],
  ['/v1/rerank', cohereRerank],
]);
const MODELS_PATH = '/v1/models';
const COUNT_TOKENS_PATH = '/v1/messages/count_tokens';

/** The server that applications call. */
export function createPublicServer(deps: ProxyDeps, readiness: () => Readiness): Server {
  const server = createServer(
    {
      maxHeaderSize: 32 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 120_000,
      keepAliveTimeout: 75_000,
      connectionsCheckingInterval: 5_000,
      noDelay: true,
    },
    (request, response) => {
      const url = request.url ?? '/';
      const query = url.indexOf('?');
      const path = query === -1 ? url : url.slice(0, query);
      const front = request.method === 'POST' ? FRONTS.get(path) : undefined;
      if (front !== undefined) void handleChat(deps, front, request, response);
      else handleOther(deps, readiness, path, request, response);
    },
  );
  server.maxRequestsPerSocket = 0;
  return server;
}

function handleOther(deps: ProxyDeps, readiness: () => Readiness, path: string, request: IncomingMessage, response: ServerResponse): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (path === '/healthz' && isRead) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"status":"ok"}');
    return;
  }
  if (path === '/readyz' && isRead) return sendReadiness(response, readiness());
  if (path === MODELS_PATH && isRead) return void handleModels(deps, request, response, null);
  if (path.startsWith(`${MODELS_PATH}/`) && isRead) {
    const name = decodeName(path.slice(MODELS_PATH.length + 1));
    if (name !== null) return void handleModels(deps, request, response, name);
  }
  if (path === COUNT_TOKENS_PATH && request.method === 'POST') return void handleCountTokens(deps, request, response);
  const front = FRONTS.get(path === COUNT_TOKENS_PATH ? '/v1/messages' : path);
  const exchange = new Exchange(front ?? openAiChat, request, response, 0);
  if (front !== undefined || path === MODELS_PATH) {
    return refuse(
      exchange,
      { status: 405, code: 'method_not_allowed', message: `${request.method} is not supported on ${path}.`, shouldRetry: false },
      null,
    );
  }
  const shown = path.slice(0, 100);
  refuse(
    exchange,
    {
      status: 404,
      code: 'path_not_found',
      message: `There is nothing at ${shown}. Chat completions are at POST ${CHAT_PATH}, models at GET ${MODELS_PATH}.`,
      shouldRetry: false,
    },
    null,
  );
}

function decodeName(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
