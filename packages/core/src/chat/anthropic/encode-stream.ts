import type { Usage } from '../../usage/usage.ts';
import { createBlockSequencer, type BlockEvent, type BlockWriter } from '../blocks/sequence-blocks.ts';
import type { AnswerContext, StreamEncoder } from '../front-dialect.ts';
import { thoughtOfCall } from '../reasoning/carry-reasoning.ts';
import type { FinishReason } from '../response.ts';
import { encodeCitation, encodeImage, encodeThought, isRedacted, stopDetails, thoughtToken, type Block } from './encode-block.ts';
import { encodeMessagesError } from './encode-error.ts';
import { messageId } from './message-id.ts';
import { toStopReason } from './stop-reason.ts';
import { writeMessagesUsage } from './write-usage.ts';

/**
 * Turns canonical events into a Messages stream. `message_start` waits for the first block, because usage that is known by then belongs
 * into it; `message_delta` waits for the end, because usage may come after the finish.
 */
export function createMessagesStreamEncoder(context: AnswerContext): StreamEncoder {
  const blocks = createBlockSequencer(createBlockWriter(), true);
  let providersId = '';
  let model = context.request.model;
  let usage: Usage | null = null;
  let finish: FinishReason = 'stop';
  let refusal = '';
  let stopSequence: string | undefined;
  let isStarted = false;
  let isClosed = false;

  const start = (): string => {
    if (isStarted) return '';
    isStarted = true;
    const message = {
      id: messageId(providersId, context),
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      stop_details: null,
      container: null,
      usage: { ...writeMessagesUsage(usage, null), output_tokens: 0, output_tokens_details: null },
    };
    return line('message_start', { message });
  };

  const sayRefusal = (): string => {
    if (refusal === '' || finish === 'content_filter') return '';
    const text = refusal;
    refusal = '';
    return blocks.push({ type: 'text', choice: 0, text });
  };

  return {
    encode(event) {
      if (isClosed) return '';
      switch (event.type) {
        case 'start':
          providersId = event.id;
          if (event.model !== '') model = event.model;
          return '';
        case 'usage':
          usage = event.usage;
          return '';
        case 'finish':
          if (event.choice !== 0) return '';
          finish = event.reason;
          stopSequence = event.stopSequence;
          return start() + sayRefusal() + blocks.finish();
        case 'refusal':
          // Where it belongs depends on the finish.
          if (event.choice === 0) refusal += event.text;
          return '';
        case 'logprobs':
        case 'error':
        case 'end':
          return '';
        case 'text':
        case 'tool_call_arguments':
          return event.choice !== 0 || event.text === '' ? '' : start() + blocks.push(event);
        case 'tool_call_start': {
          if (event.choice !== 0) return '';
          const thought = thoughtOfCall(event);
          const before = thought === null ? '' : blocks.push({ type: 'reasoning', choice: 0, ...thought });
          return start() + before + blocks.push(event);
        }
        default:
          return event.choice === 0 ? start() + blocks.push(event) : '';
      }
    },
    end(costUsd) {
      if (isClosed) return '';
      isClosed = true;
      const rest = start() + sayRefusal() + blocks.finish();
      const delta = {
        stop_reason: toStopReason(finish, stopSequence),
        stop_sequence: finish === 'stop' ? (stopSequence ?? null) : null,
        stop_details: stopDetails(finish, refusal),
        container: null,
      };
      return rest + line('message_delta', { delta, usage: writeMessagesUsage(usage, costUsd) }) + line('message_stop', {});
    },
    fail(error) {
      if (isClosed) return '';
      isClosed = true;
      return `event: error\ndata: ${JSON.stringify(encodeMessagesError(error))}\n\n`;
    },
  };
}

function createBlockWriter(): BlockWriter {
  let index = -1;
  let isRedactedBlock = false;
  let isCustom = false;

  const opened = (block: Block): string => line('content_block_start', { index, content_block: block });
  const delta = (fields: Block): string => line('content_block_delta', { index, delta: fields });

  return {
    open(_kind, event) {
      index++;
      isRedactedBlock = false;
      isCustom = false;
      if (event.type === 'tool_call_start') {
        isCustom = event.isCustom === true;
        const block = opened({ type: 'tool_use', id: event.id, name: event.name, input: {} });
        return isCustom ? block + delta({ type: 'input_json_delta', partial_json: '"' }) : block;
      }
      if (event.type === 'reasoning') {
        isRedactedBlock = isRedacted(event);
        return opened(isRedactedBlock ? encodeThought(event) : { type: 'thinking', thinking: '', signature: '' });
      }
      return opened(event.type === 'image' ? encodeImage(event.url) : { type: 'text', text: '', citations: null });
    },
    write(event) {
      switch (event.type) {
        case 'text':
          return delta({ type: 'text_delta', text: event.text });
        case 'citation':
          return delta({ type: 'citations_delta', citation: encodeCitation(event.citation) });
        case 'tool_call_arguments': {
          const piece = isCustom ? JSON.stringify(event.text).slice(1, -1) : event.text;
          return delta({ type: 'input_json_delta', partial_json: piece });
        }
        case 'reasoning':
          return isRedactedBlock ? '' : thoughtDeltas(event, delta);
        default:
          return '';
      }
    },
    close() {
      const quote = isCustom ? delta({ type: 'input_json_delta', partial_json: '"' }) : '';
      return quote + line('content_block_stop', { index });
    },
  };
}

function thoughtDeltas(event: BlockEvent & { type: 'reasoning' }, delta: (fields: Block) => string): string {
  const text = event.text === '' ? '' : delta({ type: 'thinking_delta', thinking: event.text });
  const token = event.signature === undefined && event.encrypted === undefined ? '' : thoughtToken(event);
  return token === '' ? text : text + delta({ type: 'signature_delta', signature: token });
}

function line(type: string, fields: Record<string, unknown>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
