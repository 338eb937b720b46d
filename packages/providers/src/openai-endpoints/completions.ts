import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import type { ChatRequest } from '@tollgate/core/chat/request';
import type { ChatEvent, ChatResponse, FinishReason } from '@tollgate/core/chat/response';
import { UnreadableAnswer, type ChatApi, type StreamDecoder } from '../adapter.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';

/** The older endpoint that continues one text. */
export function createCompletionsApi(path: string): ChatApi {
  return {
    dialect: 'openai-completions',
    passesThrough: true,
    path: () => path,
    framing: 'sse',
    buildBody: (request, { model }) => ({ body: JSON.stringify(writeBody(request, model)), warnings: [] }),
    readResponse,
    createStreamDecoder,
  };
}

function writeBody(request: ChatRequest, model: string): JsonObject {
  const [message] = request.messages;
  const text = message?.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const body: JsonObject = { prompt: text, ...request.extra, model };
  if (request.stream) Object.assign(body, { stream: true, stream_options: { include_usage: true } });
  if (request.maxOutputTokens !== undefined) body['max_tokens'] = request.maxOutputTokens;
  if (request.temperature !== undefined) body['temperature'] = request.temperature;
  if (request.topP !== undefined) body['top_p'] = request.topP;
  if (request.stop !== undefined) body['stop'] = request.stop;
  if (request.seed !== undefined) body['seed'] = request.seed;
  if (request.presencePenalty !== undefined) body['presence_penalty'] = request.presencePenalty;
  if (request.frequencyPenalty !== undefined) body['frequency_penalty'] = request.frequencyPenalty;
  if (request.choices !== undefined) body['n'] = request.choices;
  if (request.user !== undefined) body['user'] = request.user;
  return body;
}

function readResponse(body: unknown): ChatResponse {
  if (!isJsonObject(body) || !Array.isArray(body['choices']))
    throw new UnreadableAnswer((isJsonObject(body) && readErrorBody(body).message) || 'The answer has no choices.');
  return {
    ...identity(body),
    choices: body['choices'].filter(isJsonObject).map((choice, position) => ({
      index: typeof choice['index'] === 'number' ? choice['index'] : position,
      text: typeof choice['text'] === 'string' ? choice['text'] : '',
      reasoning: [],
      toolCalls: [],
      refusal: null,
      finishReason: finishOf(choice['finish_reason']),
    })),
    usage: readOpenAiUsage(body['usage']),
  };
}

function identity({ id, model, created }: JsonObject): { id: string; model: string; createdAt: number | null } {
  return {
    id: typeof id === 'string' ? id : '',
    model: typeof model === 'string' ? model : '',
    createdAt: typeof created === 'number' ? created : null,
  };
}

function finishOf(reason: unknown): FinishReason {
  return reason === 'length' || reason === 'content_filter' ? reason : 'stop';
}

function createStreamDecoder(): StreamDecoder {
  let isStarted = false;
  let isFinished = false;
  let isOver = false;
  return {
    push({ data }) {
      if (isOver) return [];
      if (data === '[DONE]') {
        isOver = true;
        return [{ type: 'end' }];
      }
      const chunk: unknown = JSON.parse(data);
      if (!isJsonObject(chunk)) return [];
      const error = chunk['error'];
      if (error !== undefined && error !== null) {
        isOver = true;
        const { message, code } = readErrorBody(chunk);
        return [{ type: 'error', message, code, status: null }];
      }
      const events: ChatEvent[] = [];
      if (!isStarted) events.push({ type: 'start', ...identity(chunk) });
      isStarted = true;
      for (const choice of Array.isArray(chunk['choices']) ? chunk['choices'].filter(isJsonObject) : []) {
        const index = typeof choice['index'] === 'number' ? choice['index'] : 0;
        if (typeof choice['text'] === 'string' && choice['text'] !== '') events.push({ type: 'text', choice: index, text: choice['text'] });
        if (typeof choice['finish_reason'] !== 'string') continue;
        isFinished = true;
        events.push({ type: 'finish', choice: index, reason: finishOf(choice['finish_reason']) });
      }
      const usage = readOpenAiUsage(chunk['usage']);
      if (usage !== null) events.push({ type: 'usage', usage });
      return events;
    },
    close: () => (isFinished && !isOver ? [{ type: 'end' }] : []),
  };
}
