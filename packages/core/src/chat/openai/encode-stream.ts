import type { Usage } from '../../usage/usage.ts';
import type { ChatEvent } from '../response.ts';
import { costNumber, writeOpenAiUsage } from './write-usage.ts';

export type OpenAiStreamOptions = {
  /** The caller asked for the usage chunk. */
  includeUsage: boolean;
  /** Epoch seconds to show when the provider named none. */
  createdAt?: number;
  /** The caller used the old `functions` fields: the first call of a choice is shown as `function_call`. */
  usesFunctions?: boolean;
};

export type OpenAiStreamEncoder = {
  /** SSE text for one event; empty when there is nothing to send. After `end` or `error` it stays empty. */
  encode(event: ChatEvent): string;
  /** Fields for the final usage object, to be set before `end`: `costUsd` (decimal dollars) becomes `cost`, `fields` are added as they are. */
  setUsageExtra(extra: { costUsd?: string; fields?: Record<string, unknown> }): void;
};

/**
 * Turns canonical events into OpenAI's `chat.completion.chunk` stream. Everything of a chunk but its delta is the same for the whole
 * stream, so it is serialised once.
 */
export function createOpenAiStreamEncoder(options: OpenAiStreamOptions): OpenAiStreamEncoder {
  let head = chunkHead('', '', options.createdAt ?? 0);
  let usage: Usage | null = null;
  let usageExtra: { costUsd?: string; fields?: Record<string, unknown> } = {};
  let isClosed = false;
  const opened = new Set<number>();

  const delta = (choice: number, fields: string): string => {
    if (opened.has(choice)) return chunk(choice, fields, 'null');
    opened.add(choice);
    return chunk(choice, fields === '' ? '"role":"assistant","content":""' : `"role":"assistant",${fields}`, 'null');
  };
  const chunk = (choice: number, fields: string, finish: string): string =>
    `${head}[{"index":${choice},"delta":{${fields}},"logprobs":null,"finish_reason":${finish}}]}\n\n`;
  const usageChunk = (known: Usage): string => {
    const fields: Record<string, unknown> = { ...writeOpenAiUsage(known) };
    if (usageExtra.costUsd !== undefined) fields['cost'] = costNumber(usageExtra.costUsd);
    Object.assign(fields, usageExtra.fields);
    return `${head}[],"usage":${JSON.stringify(fields)}}\n\n`;
  };

  return {
    setUsageExtra(extra) {
      usageExtra = extra;
    },
    encode(event) {
      if (isClosed) return '';
      switch (event.type) {
        case 'start':
          head = chunkHead(event.id, event.model, event.createdAt ?? options.createdAt ?? 0);
          return '';
        case 'text':
          return event.text === '' ? '' : delta(event.choice, `"content":${JSON.stringify(event.text)}`);
        case 'refusal':
          return event.text === '' ? '' : delta(event.choice, `"refusal":${JSON.stringify(event.text)}`);
        case 'reasoning':
          return encodeReasoning(event, delta);
        case 'tool_call_start': {
          if (options.usesFunctions === true) return event.index > 0 ? '' : delta(event.choice, functionCall(event.name, ''));
          const call = { index: event.index, id: event.id, type: 'function', function: { name: event.name, arguments: '' } };
          return delta(event.choice, `"tool_calls":[${JSON.stringify(call)}]`);
        }
        case 'tool_call_arguments': {
          if (event.text === '' || (options.usesFunctions === true && event.index > 0)) return '';
          if (options.usesFunctions === true) return delta(event.choice, functionCall(null, event.text));
          const text = JSON.stringify(event.text);
          return delta(event.choice, `"tool_calls":[{"index":${event.index},"function":{"arguments":${text}}}]`);
        }
        case 'finish': {
          const opening = opened.has(event.choice) ? '' : delta(event.choice, '');
          const isOldCall = options.usesFunctions === true && event.reason === 'tool_calls';
          return opening + chunk(event.choice, '', isOldCall ? '"function_call"' : `"${event.reason}"`);
        }
        case 'usage':
          usage = event.usage;
          return '';
        case 'error':
          isClosed = true;
          return encodeError(event.message, event.code);
        case 'end':
          isClosed = true;
          return (options.includeUsage && usage !== null ? usageChunk(usage) : '') + 'data: [DONE]\n\n';
      }
    },
  };
}

function chunkHead(id: string, model: string, createdAt: number): string {
  const identity = `"id":${JSON.stringify(id)},"object":"chat.completion.chunk","created":${createdAt},"model":${JSON.stringify(model)}`;
  return `data: {${identity},"choices":`;
}

/** The name comes once, like the arguments' first piece. */
function functionCall(name: string | null, text: string): string {
  return `"function_call":${JSON.stringify(name === null ? { arguments: text } : { name, arguments: text })}`;
}

function encodeReasoning(event: ChatEvent & { type: 'reasoning' }, delta: (choice: number, fields: string) => string): string {
  const content = event.text === '' ? '' : `"reasoning_content":${JSON.stringify(event.text)}`;
  if (event.signature === undefined && event.encrypted === undefined) return content === '' ? '' : delta(event.choice, content);
  const detail: Record<string, unknown> =
    event.encrypted === undefined
      ? { type: 'reasoning.text', text: event.text, signature: event.signature }
      : { type: 'reasoning.encrypted', data: event.encrypted };
  return delta(event.choice, `${content === '' ? '' : `${content},`}"reasoning_details":[${JSON.stringify(detail)}]`);
}

function encodeError(message: string, code: string | null): string {
  const error = { message: message === '' ? 'The provider ended the stream with an error.' : message, type: 'upstream_error' };
  return `data: ${JSON.stringify({ error: { ...error, code: code ?? 'upstream_error', param: null } })}\n\n`;
}
