import type { AnswerContext, DecodedRequest, FrontDialect, StreamEncoder } from '../front-dialect.ts';
import { decodeOpenAiRequest } from '../openai/decode-request.ts';
import { encodeOpenAiError } from '../openai/encode-error.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import { costNumber, writeOpenAiUsage } from '../openai/write-usage.ts';
import type { ChatResponse, FinishReason } from '../response.ts';
import type { Usage } from '../../usage/usage.ts';

/** `POST /v1/completions`: one prompt, continued. A provider without it is asked as if the prompt were a user's message. */
export const openAiCompletions: FrontDialect = {
  dialect: 'openai-completions',
  decodeRequest,
  encodeResponse,
  createStreamEncoder,
  encodeError: encodeOpenAiError,
};

function decodeRequest(body: unknown): DecodedRequest {
  if (!isJsonObject(body)) return { ok: false, message: 'The request body must be a JSON object.', param: null, code: 'invalid_request' };
  const { prompt } = body;
  if (prompt === undefined || prompt === null)
    return { ok: false, message: 'prompt is missing.', param: 'prompt', code: 'invalid_request' };
  const decoded = decodeOpenAiRequest({ ...body, prompt, messages: [], logprobs: undefined });
  if (!decoded.ok) return decoded;
  const { request } = decoded;
  request.dialect = 'openai-completions';
  // Several prompts, and prompts as tokens, are for providers that have this endpoint themselves.
  if (typeof prompt === 'string') request.messages = [{ role: 'user', content: [{ type: 'text', text: prompt }] }];
  else if (Array.isArray(prompt) && prompt.length === 1 && typeof prompt[0] === 'string')
    request.messages = [{ role: 'user', content: [{ type: 'text', text: prompt[0] }] }];
  if (request.messages.length > 0) delete request.extra['prompt'];
  if (body['logprobs'] !== undefined && body['logprobs'] !== null) request.extra['logprobs'] = body['logprobs'];
  return decoded;
}

/** The endpoint knows no calls: a model that made one has stopped. */
const finishOf = (reason: FinishReason): string => (reason === 'tool_calls' ? 'stop' : reason);

function encodeResponse(response: ChatResponse, { createdAt }: AnswerContext, costUsd: string | null): Record<string, unknown> {
  const choices = response.choices.map(({ index, text, finishReason }) => ({
    index,
    text,
    logprobs: null,
    finish_reason: finishOf(finishReason),
  }));
  const { id, model } = response;
  const encoded: Record<string, unknown> = { id, object: 'text_completion', created: response.createdAt ?? createdAt, model, choices };
  if (response.usage !== null) encoded['usage'] = usageOf(response.usage, costUsd);
  return encoded;
}

function usageOf(usage: Usage, costUsd: string | null): Record<string, unknown> {
  return costUsd === null ? { ...writeOpenAiUsage(usage) } : { ...writeOpenAiUsage(usage), cost: costNumber(costUsd) };
}

function createStreamEncoder({ request, createdAt }: AnswerContext): StreamEncoder {
  let head: Record<string, unknown> = { id: '', object: 'text_completion', created: createdAt, model: '' };
  let usage: Usage | null = null;
  const chunk = (fields: object): string => `data: ${JSON.stringify({ ...head, ...fields })}\n\n`;
  return {
    encode(event) {
      switch (event.type) {
        case 'start':
          head = { ...head, id: event.id, model: event.model, created: event.createdAt ?? createdAt };
          return '';
        case 'text':
          return event.text === ''
            ? ''
            : chunk({ choices: [{ index: event.choice, text: event.text, logprobs: null, finish_reason: null }] });
        case 'finish':
          return chunk({ choices: [{ index: event.choice, text: '', logprobs: null, finish_reason: finishOf(event.reason) }] });
        case 'usage':
          usage = event.usage;
          return '';
        default:
          return '';
      }
    },
    end: (costUsd) =>
      (request.includeUsage && usage !== null ? chunk({ choices: [], usage: usageOf(usage, costUsd) }) : '') + 'data: [DONE]\n\n',
    fail: (error) => `data: ${JSON.stringify(encodeOpenAiError(error))}\n\n`,
  };
}
