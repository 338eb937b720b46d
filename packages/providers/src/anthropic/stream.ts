import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatEvent } from '@tollgate/core/chat/response';
import type { SseEvent, StreamDecoder } from '../adapter.ts';
import { errorEvent, unreadableEvent } from '../upstream-error/error-event.ts';
import { JSON_ANSWER_TOOL } from './json-answer-tool.ts';
import { readCitation } from './read-citation.ts';
import { explanationOf, FORMAT } from './response.ts';
import { mapStopReason } from './stop-reason.ts';
import { mergeUsage, readUsage } from './usage.ts';

/** A block that is being streamed. `call` is the tool call's number; `null` for the tool whose input is the text. */
type OpenBlock =
  | { kind: 'tool'; call: number | null; input: unknown; hasInput: boolean }
  | { kind: 'plain'; start: number; citations: unknown[] }
  | { kind: 'ignored' };

/** Decodes a Messages stream. It has ended well only with `message_stop`. */
export function createMessagesStreamDecoder(): StreamDecoder {
  const blocks = new Map<number, OpenBlock>();
  let answerId = '';
  let isStarted = false;
  let isClosed = false;
  let usage: JsonObject = {};
  let stopReason: string | null = null;
  let calls = 0;
  let hasJsonAnswer = false;
  let stopSequence: string | null = null;
  let explanation: string | null = null;
  let textLength = 0;

  const pushText = (text: unknown, events: ChatEvent[]): void => {
    if (typeof text !== 'string' || text === '') return;
    textLength += text.length;
    events.push({ type: 'text', choice: 0, text });
  };

  const openPlain = (index: number, citations: unknown): void => {
    blocks.set(index, { kind: 'plain', start: textLength, citations: Array.isArray(citations) ? [...citations] : [] });
  };

  const pushUsage = (said: unknown, events: ChatEvent[]): void => {
    if (!isJsonObject(said)) return;
    usage = mergeUsage(usage, said);
    const read = readUsage(usage);
    if (read !== null) events.push({ type: 'usage', usage: read });
  };

  const startMessage = (message: unknown, events: ChatEvent[]): void => {
    if (!isJsonObject(message)) return;
    if (!isStarted) {
      isStarted = true;
      answerId = typeof message['id'] === 'string' ? message['id'] : '';
      const model = typeof message['model'] === 'string' ? message['model'] : '';
      events.push({ type: 'start', id: answerId, model, createdAt: null });
    }
    pushUsage(message['usage'], events);
  };

  const startBlock = (index: number, block: JsonObject, events: ChatEvent[]): void => {
    switch (block['type']) {
      case 'tool_use': {
        const input = block['input'];
        if (block['name'] === JSON_ANSWER_TOOL) {
          hasJsonAnswer = true;
          blocks.set(index, { kind: 'tool', call: null, input, hasInput: false });
          return;
        }
        const call = calls++;
        const id = typeof block['id'] === 'string' && block['id'] !== '' ? block['id'] : `call_${answerId}_0_${call}`;
        blocks.set(index, { kind: 'tool', call, input, hasInput: false });
        events.push({ type: 'tool_call_start', choice: 0, index: call, id, name: typeof block['name'] === 'string' ? block['name'] : '' });
        return;
      }
      case 'text':
        openPlain(index, block['citations']);
        pushText(block['text'], events);
        return;
      case 'thinking':
        openPlain(index, null);
        if (typeof block['thinking'] === 'string' && block['thinking'] !== '') {
          events.push({ type: 'reasoning', choice: 0, text: block['thinking'] });
        }
        return;
      case 'redacted_thinking':
        openPlain(index, null);
        if (typeof block['data'] === 'string')
          events.push({ type: 'reasoning', choice: 0, text: '', encrypted: block['data'], format: FORMAT });
        return;
      default:
        blocks.set(index, { kind: 'ignored' });
    }
  };

  const pushInput = (block: OpenBlock & { kind: 'tool' }, text: string, events: ChatEvent[]): void => {
    if (text === '') return;
    block.hasInput = true;
    if (block.call === null) events.push({ type: 'text', choice: 0, text });
    else events.push({ type: 'tool_call_arguments', choice: 0, index: block.call, text });
  };

  const pushDelta = (index: number, delta: JsonObject, events: ChatEvent[]): void => {
    const block = blocks.get(index);
    if (block?.kind === 'ignored') return;
    switch (delta['type']) {
      case 'text_delta':
        pushText(delta['text'], events);
        return;
      case 'input_json_delta':
        if (block?.kind === 'tool' && typeof delta['partial_json'] === 'string') pushInput(block, delta['partial_json'], events);
        return;
      case 'thinking_delta':
        if (typeof delta['thinking'] === 'string' && delta['thinking'] !== '') {
          events.push({ type: 'reasoning', choice: 0, text: delta['thinking'] });
        }
        return;
      case 'signature_delta':
        if (typeof delta['signature'] === 'string' && delta['signature'] !== '') {
          events.push({ type: 'reasoning', choice: 0, text: '', signature: delta['signature'], format: FORMAT });
        }
        return;
      case 'citations_delta':
        if (block?.kind === 'plain') block.citations.push(delta['citation']);
    }
  };

  /** A call without arguments streams none; an empty object is what it means. */
  const stopBlock = (index: number, events: ChatEvent[]): void => {
    const block = blocks.get(index);
    if (block?.kind === 'tool' && !block.hasInput) pushInput(block, JSON.stringify(block.input ?? {}), events);
    if (block?.kind === 'plain') {
      for (const cited of block.citations) {
        const citation = readCitation(cited, block.start, textLength);
        if (citation !== null) events.push({ type: 'citation', choice: 0, citation });
      }
    }
    blocks.delete(index);
  };

  const readStop = (delta: JsonObject): void => {
    if (typeof delta['stop_reason'] === 'string') stopReason = delta['stop_reason'];
    if (typeof delta['stop_sequence'] === 'string') stopSequence = delta['stop_sequence'];
    explanation = explanationOf(delta['stop_details']) ?? explanation;
  };

  const stopMessage = (events: ChatEvent[]): void => {
    isClosed = true;
    const reason = mapStopReason(stopReason ?? 'end_turn');
    if (explanation !== null) events.push({ type: 'refusal', choice: 0, text: explanation });
    const isAnswer = reason === 'tool_calls' && hasJsonAnswer && calls === 0;
    const finish: ChatEvent = { type: 'finish', choice: 0, reason: isAnswer ? 'stop' : reason };
    events.push(stopSequence === null ? finish : { ...finish, stopSequence });
    events.push({ type: 'end' });
  };

  return {
    push(event: SseEvent): ChatEvent[] {
      if (isClosed || event.data === '') return [];
      const value = parseObject(event.data);
      if (value === undefined) {
        isClosed = true;
        return [unreadableEvent('The provider sent an event that is not a JSON object.')];
      }
      const events: ChatEvent[] = [];
      const index = typeof value['index'] === 'number' ? value['index'] : 0;
      switch (value['type'] ?? event.event) {
        case 'message_start':
          startMessage(value['message'], events);
          break;
        case 'content_block_start':
          if (isJsonObject(value['content_block'])) startBlock(index, value['content_block'], events);
          break;
        case 'content_block_delta':
          if (isJsonObject(value['delta'])) pushDelta(index, value['delta'], events);
          break;
        case 'content_block_stop':
          stopBlock(index, events);
          break;
        case 'message_delta':
          if (isJsonObject(value['delta'])) readStop(value['delta']);
          pushUsage(value['usage'], events);
          break;
        case 'message_stop':
          stopMessage(events);
          break;
        case 'error':
          isClosed = true;
          events.push(errorEvent(value));
          break;
      }
      return events;
    },
    close: () => [],
  };
}

function parseObject(data: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
