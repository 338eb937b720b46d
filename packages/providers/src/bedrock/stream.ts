import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatRequest } from '@tollgate/core/chat/request';
import type { ChatEvent } from '@tollgate/core/chat/response';
import type { SseEvent, StreamDecoder } from '../adapter.ts';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import { madeUpToolCallId } from '../openai-compatible/tool-call.ts';
import { cleanMessage } from '../upstream-error/clean-message.ts';
import { unreadableEvent } from '../upstream-error/error-event.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { readCitation } from './citation.ts';
import { statusOfException } from './error.ts';
import { toolNamesOf } from './names.ts';
import { mapStopReason } from './stop-reason.ts';
import { readUsage } from './usage.ts';

/** A block that is being streamed. `call` is the tool call's number; `null` for the tool whose input is the text. */
type OpenBlock = { call: number | null; isTool: boolean; hasInput: boolean; textStart: number; citations: unknown[] };

/**
 * Decodes a ConverseStream. It is complete with `messageStop`; the usage comes behind that, in `metadata`, and sometimes not at all or
 * before. Only tool blocks are announced.
 */
export function createConverseStreamDecoder(request?: ChatRequest): StreamDecoder {
  const names = toolNamesOf(request);
  const blocks = new Map<number, OpenBlock>();
  let isStarted = false;
  let isStopped = false;
  let hasUsage = false;
  let isClosed = false;
  let calls = 0;
  let hasJsonAnswer = false;
  let textLength = 0;

  const blockAt = (index: number): OpenBlock => {
    let block = blocks.get(index);
    if (block === undefined) {
      block = { call: null, isTool: false, hasInput: false, textStart: textLength, citations: [] };
      blocks.set(index, block);
    }
    return block;
  };

  const pushText = (text: unknown, events: ChatEvent[]): void => {
    if (typeof text !== 'string' || text === '') return;
    textLength += text.length;
    events.push({ type: 'text', choice: 0, text });
  };

  const startBlock = (index: number, start: unknown, events: ChatEvent[]): void => {
    const block = blockAt(index);
    const use = isJsonObject(start) ? start['toolUse'] : undefined;
    if (!isJsonObject(use)) return;
    block.isTool = true;
    const name = typeof use['name'] === 'string' ? use['name'] : '';
    if (name === JSON_ANSWER_TOOL) {
      hasJsonAnswer = true;
      return;
    }
    block.call = calls++;
    const given = use['toolUseId'];
    const id = typeof given === 'string' && given !== '' ? given : madeUpToolCallId('', 0, block.call);
    events.push({ type: 'tool_call_start', choice: 0, index: block.call, id, name: names(name) });
  };

  const pushInput = (block: OpenBlock, text: string, events: ChatEvent[]): void => {
    if (text === '') return;
    block.hasInput = true;
    if (block.call === null) pushText(text, events);
    else events.push({ type: 'tool_call_arguments', choice: 0, index: block.call, text });
  };

  const pushDelta = (index: number, delta: unknown, events: ChatEvent[]): void => {
    if (!isJsonObject(delta)) return;
    const block = blockAt(index);
    pushText(delta['text'], events);
    const use = delta['toolUse'];
    if (isJsonObject(use) && typeof use['input'] === 'string' && block.isTool) pushInput(block, use['input'], events);
    if (isJsonObject(delta['reasoningContent'])) pushReasoning(delta['reasoningContent'], events);
    if (delta['citation'] !== undefined) block.citations.push(delta['citation']);
    if (isJsonObject(delta['image'])) pushImage(delta['image'], events);
  };

  /** A call without arguments streams none; an empty object is what it means. */
  const stopBlock = (index: number, events: ChatEvent[]): void => {
    const block = blocks.get(index);
    if (block === undefined) return;
    blocks.delete(index);
    if (block.isTool && !block.hasInput) pushInput(block, '{}', events);
    for (const cited of block.citations) {
      const citation = readCitation(cited, block.textStart, textLength);
      if (citation !== null) events.push({ type: 'citation', choice: 0, citation });
    }
  };

  const stopMessage = (reason: unknown, events: ChatEvent[]): void => {
    if (isStopped) return;
    for (const index of blocks.keys()) stopBlock(index, events);
    const finish = mapStopReason(typeof reason === 'string' ? reason : 'end_turn');
    if (finish === null) {
      isClosed = true;
      events.push({ type: 'error', message: `The model broke off the answer (${String(reason)}).`, code: String(reason), status: 500 });
      return;
    }
    isStopped = true;
    events.push({ type: 'finish', choice: 0, reason: finish === 'tool_calls' && hasJsonAnswer && calls === 0 ? 'stop' : finish });
  };

  const fail = (name: string, body: JsonObject, events: ChatEvent[]): void => {
    isClosed = true;
    const message = cleanMessage(readErrorBody(body).message) || 'The provider reported an error in the stream.';
    events.push({ type: 'error', message, code: name, status: statusOfException(name) ?? 500 });
  };

  return {
    push({ event, data }: SseEvent): ChatEvent[] {
      if (isClosed || event === '') return [];
      const value = parseObject(data);
      if (value === undefined) {
        isClosed = true;
        return [unreadableEvent('The provider sent an event that is not a JSON object.')];
      }
      const events: ChatEvent[] = [];
      const index = typeof value['contentBlockIndex'] === 'number' ? value['contentBlockIndex'] : 0;
      if (event.endsWith('Exception') || event === 'error') {
        fail(event, value, events);
        return events;
      }
      if (!isStarted) {
        isStarted = true;
        events.push({ type: 'start', id: '', model: '', createdAt: null });
      }
      switch (event) {
        case 'contentBlockStart':
          startBlock(index, value['start'], events);
          break;
        case 'contentBlockDelta':
          pushDelta(index, value['delta'], events);
          break;
        case 'contentBlockStop':
          stopBlock(index, events);
          break;
        case 'messageStop':
          stopMessage(value['stopReason'], events);
          break;
        case 'metadata': {
          const usage = readUsage(value['usage']);
          hasUsage ||= usage !== null;
          if (usage !== null) events.push({ type: 'usage', usage });
          break;
        }
      }
      if (isStopped && hasUsage) {
        isClosed = true;
        events.push({ type: 'end' });
      }
      return events;
    },
    close(): ChatEvent[] {
      if (isClosed || !isStopped) return [];
      isClosed = true;
      return [{ type: 'end' }];
    },
  };
}

function pushReasoning(content: JsonObject, events: ChatEvent[]): void {
  if (typeof content['text'] === 'string' && content['text'] !== '') events.push({ type: 'reasoning', choice: 0, text: content['text'] });
  if (typeof content['signature'] === 'string' && content['signature'] !== '') {
    events.push({ type: 'reasoning', choice: 0, text: '', signature: content['signature'], format: 'anthropic-claude-v1' });
  }
  if (typeof content['redactedContent'] === 'string') {
    events.push({ type: 'reasoning', choice: 0, text: '', encrypted: content['redactedContent'], format: 'anthropic-claude-v1' });
  }
}

function pushImage(image: JsonObject, events: ChatEvent[]): void {
  const source = image['source'];
  if (isJsonObject(source) && typeof source['bytes'] === 'string') {
    const format = typeof image['format'] === 'string' ? image['format'] : 'png';
    events.push({ type: 'image', choice: 0, url: `data:image/${format};base64,${source['bytes']}` });
  }
}

function parseObject(data: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
