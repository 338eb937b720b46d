import type { Usage } from '../../usage/usage.ts';
import type { AnswerContext, StreamEncoder } from '../front-dialect.ts';
import { thoughtOfCall } from '../reasoning/carry-reasoning.ts';
import type { ChatEvent } from '../response.ts';
import { encodeOpenAiError } from './encode-error.ts';
import { completionId, encodeCitation, encodeImage, encodeToolCall, isFunction } from './encode-response.ts';
import { detailsOf } from './write-reasoning.ts';
import { costNumber, writeOpenAiUsage } from './write-usage.ts';

/**
 * Turns canonical events into OpenAI's `chat.completion.chunk` stream. Everything of a chunk but its delta is the same for the whole
 * stream, so it is serialised once.
 */
export function createOpenAiStreamEncoder(context: AnswerContext): StreamEncoder {
  const { request, createdAt } = context;
  const usesFunctions = request.usesFunctions === true;
  let head = chunkHead(completionId(context), request.model, createdAt);
  let usage: Usage | null = null;
  let isClosed = false;
  const opened = new Set<number>();
  const customCalls = new Set<string>();

  const delta = (choice: number, fields: string): string => {
    if (opened.has(choice)) return chunk(choice, fields, 'null');
    opened.add(choice);
    return chunk(choice, fields === '' ? '"role":"assistant","content":""' : `"role":"assistant",${fields}`, 'null');
  };
  const chunk = (choice: number, fields: string, finish: string, logprobs = 'null'): string =>
    `${head}[{"index":${choice},"delta":{${fields}},"logprobs":${logprobs},"finish_reason":${finish}}]}\n\n`;

  return {
    encode(event) {
      if (isClosed) return '';
      switch (event.type) {
        case 'start':
          head = chunkHead(event.id || completionId(context), event.model || request.model, event.createdAt ?? createdAt, event.extra);
          return '';
        case 'text':
          return event.text === '' ? '' : delta(event.choice, `"content":${JSON.stringify(event.text)}`);
        case 'refusal':
          return event.text === '' ? '' : delta(event.choice, `"refusal":${JSON.stringify(event.text)}`);
        case 'reasoning':
          return encodeReasoning(event, delta);
        case 'tool_call_start': {
          if (usesFunctions) return event.index > 0 ? '' : delta(event.choice, functionCall(event.name, ''));
          const { choice, index, id, name } = event;
          const isCustom = event.isCustom === true && !isFunction(name, request);
          if (isCustom) customCalls.add(`${choice} ${index}`);
          const call = { index, ...encodeToolCall({ id, name, arguments: '', isCustom }) };
          const thought = thoughtOfCall(event);
          const signed = thought === null ? '' : `"reasoning_details":${JSON.stringify(detailsOf(thought))},`;
          return delta(choice, `${signed}"tool_calls":[${JSON.stringify(call)}]`);
        }
        case 'tool_call_arguments': {
          if (event.text === '' || (usesFunctions && event.index > 0)) return '';
          if (usesFunctions) return delta(event.choice, functionCall(null, event.text));
          const text = JSON.stringify(event.text);
          const isCustom = customCalls.size > 0 && customCalls.has(`${event.choice} ${event.index}`);
          const piece = isCustom ? `"custom":{"input":${text}}` : `"function":{"arguments":${text}}`;
          return delta(event.choice, `"tool_calls":[{"index":${event.index},${piece}}]`);
        }
        case 'finish': {
          const opening = opened.has(event.choice) ? '' : delta(event.choice, '');
          const isOldCall = usesFunctions && event.reason === 'tool_calls';
          return opening + chunk(event.choice, '', isOldCall ? '"function_call"' : `"${event.reason}"`);
        }
        case 'usage':
          usage = event.usage;
          return '';
        case 'citation':
          return delta(event.choice, `"annotations":[${JSON.stringify(encodeCitation(event.citation))}]`);
        case 'image':
          return delta(event.choice, `"images":[${JSON.stringify(encodeImage(event.url))}]`);
        case 'logprobs':
          return chunk(event.choice, '', 'null', `{"content":${JSON.stringify(event.content)},"refusal":null}`);
        case 'error':
        case 'end':
          return '';
      }
    },
    end(costUsd) {
      if (isClosed) return '';
      isClosed = true;
      let text = '';
      if (request.includeUsage && usage !== null) {
        const fields: Record<string, unknown> = { ...writeOpenAiUsage(usage) };
        if (costUsd !== null) fields['cost'] = costNumber(costUsd);
        text = `${head}[],"usage":${JSON.stringify(fields)}}\n\n`;
      }
      return `${text}data: [DONE]\n\n`;
    },
    fail(error) {
      if (isClosed) return '';
      isClosed = true;
      return `data: ${JSON.stringify(encodeOpenAiError(error))}\n\n`;
    },
  };
}

function chunkHead(id: string, model: string, createdAt: number, extra?: Record<string, unknown>): string {
  const identity = `"id":${JSON.stringify(id)},"object":"chat.completion.chunk","created":${createdAt},"model":${JSON.stringify(model)}`;
  const more = extra === undefined ? '' : `${JSON.stringify(extra).slice(1, -1)},`;
  return `data: {${identity},${more}"choices":`;
}

/** The name comes once, like the arguments' first piece. */
function functionCall(name: string | null, text: string): string {
  return `"function_call":${JSON.stringify(name === null ? { arguments: text } : { name, arguments: text })}`;
}

function encodeReasoning(event: ChatEvent & { type: 'reasoning' }, delta: (choice: number, fields: string) => string): string {
  const content = event.text === '' ? '' : `"reasoning_content":${JSON.stringify(event.text)}`;
  if (event.signature === undefined && event.encrypted === undefined) return content === '' ? '' : delta(event.choice, content);
  return delta(event.choice, `${content === '' ? '' : `${content},`}"reasoning_details":${JSON.stringify(detailsOf(event))}`);
}
