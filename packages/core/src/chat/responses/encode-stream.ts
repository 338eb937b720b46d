import type { Usage } from '../../usage/usage.ts';
import { createBlockSequencer } from '../blocks/sequence-blocks.ts';
import type { AnswerContext, StreamEncoder } from '../front-dialect.ts';
import { thoughtOfCall } from '../reasoning/carry-reasoning.ts';
import type { FinishReason } from '../response.ts';
import { echoRequest, responseId } from './echo-request.ts';
import { endOf } from './encode-response.ts';
import { createItemWriter } from './stream-items.ts';
import type { SendEvent } from './streamed-item.ts';
import { writeResponsesUsage } from './write-usage.ts';

/** Turns canonical events into a Responses stream: named events, numbered, one output item after another, no `[DONE]`. */
export function createResponsesStreamEncoder(context: AnswerContext): StreamEncoder {
  let sequence = context.eventsBefore ?? 0;
  const send: SendEvent = (type, fields) => `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`;
  const items = createItemWriter(context, send);
  const blocks = createBlockSequencer(items, false);
  const echo = echoRequest(context.request);
  let id = responseId('', context);
  let model = context.request.model;
  let createdAt = context.createdAt;
  let said: Record<string, unknown> | undefined;
  let usage: Usage | null = null;
  let finish: FinishReason = 'stop';
  let isStarted = false;
  let isClosed = false;

  const response = (fields: Record<string, unknown>): Record<string, unknown> => ({
    ...echo,
    ...said,
    id,
    object: 'response',
    created_at: createdAt,
    model,
    incomplete_details: null,
    error: null,
    output: [],
    usage: null,
    ...fields,
  });
  const start = (): string => {
    if (isStarted) return '';
    isStarted = true;
    const created = response({ status: 'in_progress' });
    return send('response.created', { response: created }) + send('response.in_progress', { response: created });
  };

  return {
    encode(event) {
      if (isClosed) return '';
      switch (event.type) {
        case 'start':
          if (isStarted) return '';
          id = responseId(event.id, context);
          if (event.model !== '') model = event.model;
          createdAt = event.createdAt ?? createdAt;
          said = event.extra;
          return start();
        case 'usage':
          usage = event.usage;
          return '';
        case 'finish': {
          if (event.choice !== 0) return '';
          finish = event.reason;
          items.finishAs(endOf(finish).status);
          const opening = start();
          return opening + blocks.finish();
        }
        case 'error':
        case 'end':
          return '';
        case 'text':
        case 'refusal':
        case 'tool_call_arguments': {
          if (event.choice !== 0 || event.text === '') return '';
          const opening = start();
          return opening + blocks.push(event);
        }
        case 'tool_call_start': {
          if (event.choice !== 0) return '';
          const opening = start();
          const thought = thoughtOfCall(event);
          const before = thought === null ? '' : blocks.push({ type: 'reasoning', choice: 0, ...thought });
          return opening + before + blocks.push(event);
        }
        default: {
          if (event.choice !== 0) return '';
          const opening = start();
          return opening + blocks.push(event);
        }
      }
    },
    end(costUsd) {
      if (isClosed) return '';
      isClosed = true;
      const opening = start();
      const rest = blocks.finish();
      const end = endOf(finish);
      const last = response({
        ...end,
        output: items.output(),
        usage: usage === null ? null : writeResponsesUsage(usage, costUsd),
      });
      return opening + rest + send(`response.${end.status}`, { response: last });
    },
    fail({ status, code, message, param, requestId, gateway }) {
      if (isClosed) return '';
      isClosed = true;
      if (!isStarted) return send('error', { code, message, param, request_id: requestId, gateway });
      const error = { code: status === 429 ? 'rate_limit_exceeded' : 'server_error', message };
      const failed = response({
        status: 'failed',
        error,
        output: items.output(),
        usage: usage === null ? null : writeResponsesUsage(usage, null),
      });
      return send('response.failed', { response: failed, request_id: requestId, gateway });
    },
  };
}
