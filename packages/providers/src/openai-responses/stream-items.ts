import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ReasoningPart } from '@tollgate/core/chat/request';
import type { ChatEvent } from '@tollgate/core/chat/response';
import { isCall, readCall, readCitation, readImage, readReasoning, text } from './items.ts';

/** What has been said of one output item. `call` is the tool call's number, `written` the text that has been passed on. */
type SeenItem = { call: number; written: string; parts: Set<string>; isDone: boolean };

export type ItemReader = {
  answerId(id: string): void;
  push(event: JsonObject, events: ChatEvent[]): void;
  /** What the final response holds and was never streamed. */
  readRest(output: unknown, events: ChatEvent[]): void;
  hasCalls(): boolean;
};

/** Reads the events of output items. What a server gives only with an item's end, or with the answer's, is passed on then. */
export function createItemReader(): ItemReader {
  const items = new Map<number, SeenItem>();
  let answerId = '';
  let calls = 0;
  let textLength = 0;

  const itemAt = (index: number): SeenItem => {
    let item = items.get(index);
    if (item === undefined) {
      item = { call: -1, written: '', parts: new Set(), isDone: false };
      items.set(index, item);
    }
    return item;
  };

  const openCall = (seen: SeenItem, item: JsonObject, events: ChatEvent[]): void => {
    if (seen.call >= 0) return;
    seen.call = calls++;
    const { id, name, isCustom } = readCall(item, answerId, seen.call);
    const event: ChatEvent = { type: 'tool_call_start', choice: 0, index: seen.call, id, name };
    events.push(isCustom === true ? { ...event, isCustom } : event);
  };

  const addArguments = (seen: SeenItem, delta: string, events: ChatEvent[]): void => {
    if (delta === '' || seen.call < 0) return;
    seen.written += delta;
    events.push({ type: 'tool_call_arguments', choice: 0, index: seen.call, text: delta });
  };

  const addText = (seen: SeenItem, delta: string, events: ChatEvent[]): void => {
    if (delta === '') return;
    seen.written += delta;
    textLength += delta.length;
    events.push({ type: 'text', choice: 0, text: delta });
  };

  /** A part is known by its index; the first text of a second one begins a new part. */
  const addThought = (seen: SeenItem, key: string, part: ReasoningPart, events: ChatEvent[]): void => {
    if (part.text === '') return;
    const isNewPart = seen.parts.size > 0 && !seen.parts.has(key);
    seen.parts.add(key);
    events.push(isNewPart ? { type: 'reasoning', choice: 0, ...part, isNewPart } : { type: 'reasoning', choice: 0, ...part });
  };

  const addCitation = (annotation: unknown, events: ChatEvent[], offset: number): void => {
    const citation = readCitation(annotation);
    if (citation === null) return;
    if (citation.startIndex !== undefined) citation.startIndex += offset;
    if (citation.endIndex !== undefined) citation.endIndex += offset;
    events.push({ type: 'citation', choice: 0, citation });
  };

  const finishItem = (index: number, item: JsonObject, events: ChatEvent[]): void => {
    const seen = itemAt(index);
    if (seen.isDone) return;
    seen.isDone = true;
    if (isCall(item)) {
      openCall(seen, item, events);
      addArguments(seen, restOf(readCall(item, answerId, seen.call).arguments, seen.written), events);
      return;
    }
    switch (item['type']) {
      case 'message':
        if (Array.isArray(item['content'])) finishMessage(seen, item['content'], events);
        return;
      case 'reasoning': {
        const parts = readReasoning(item);
        const hasTexts = seen.parts.size > 0;
        for (const [at, { encrypted, text: thought, ...part }] of parts.entries()) {
          if (!hasTexts) addThought(seen, `done:${at}`, { ...part, text: thought }, events);
          if (encrypted !== undefined) events.push({ type: 'reasoning', choice: 0, ...part, text: '', encrypted });
        }
        return;
      }
      case 'image_generation_call': {
        const url = readImage(item);
        if (url !== null) events.push({ type: 'image', choice: 0, url });
        return;
      }
    }
  };

  /** What was streamed is the beginning of what is there in the end. */
  const finishMessage = (seen: SeenItem, content: readonly unknown[], events: ChatEvent[]): void => {
    const parts = content.filter(isJsonObject);
    if (seen.written === '') for (const part of parts) finishPart(seen, part, events);
    else addText(seen, restOf(parts.map((part) => text(part['text'])).join(''), seen.written), events);
  };

  const finishPart = (seen: SeenItem, part: JsonObject, events: ChatEvent[]): void => {
    if (part['type'] === 'refusal') {
      addRefusal(seen, text(part['refusal']), events);
      return;
    }
    const offset = textLength;
    addText(seen, text(part['text']), events);
    if (Array.isArray(part['annotations'])) for (const annotation of part['annotations']) addCitation(annotation, events, offset);
  };

  return {
    answerId: (id) => (answerId = id),
    hasCalls: () => calls > 0,
    push(event, events) {
      const index = event['output_index'];
      if (typeof index !== 'number') return;
      const seen = itemAt(index);
      const delta = text(event['delta']);
      switch (event['type']) {
        case 'response.output_item.added':
          if (isJsonObject(event['item']) && isCall(event['item'])) openCall(seen, event['item'], events);
          return;
        case 'response.output_item.done':
          if (isJsonObject(event['item'])) finishItem(index, event['item'], events);
          return;
        case 'response.output_text.delta':
          addText(seen, delta, events);
          if (Array.isArray(event['logprobs']) && event['logprobs'].length > 0) {
            events.push({ type: 'logprobs', choice: 0, content: event['logprobs'] });
          }
          return;
        case 'response.refusal.delta':
          addRefusal(seen, delta, events);
          return;
        case 'response.function_call_arguments.delta':
        case 'response.custom_tool_call_input.delta':
          addArguments(seen, delta, events);
          return;
        case 'response.reasoning_summary_text.delta':
          addThought(seen, `summary:${String(event['summary_index'] ?? 0)}`, thoughtOf(delta, event, true), events);
          return;
        case 'response.reasoning_text.delta':
          addThought(seen, `text:${String(event['content_index'] ?? 0)}`, thoughtOf(delta, event, false), events);
          return;
        case 'response.output_text.annotation.added':
          // Its indexes count from the start of this item's text.
          addCitation(event['annotation'], events, textLength - seen.written.length);
      }
    },
    readRest(output, events) {
      if (!Array.isArray(output)) return;
      for (const [index, item] of output.entries()) if (isJsonObject(item) && !items.has(index)) finishItem(index, item, events);
    },
  };
}

/** Empty when the two disagree: what was passed on cannot be taken back. */
function restOf(whole: string, written: string): string {
  return whole.startsWith(written) ? whole.slice(written.length) : '';
}

function addRefusal(seen: SeenItem, refusal: string, events: ChatEvent[]): void {
  if (refusal === '') return;
  seen.written += refusal;
  events.push({ type: 'refusal', choice: 0, text: refusal });
}

function thoughtOf(delta: string, event: JsonObject, isSummary: boolean): ReasoningPart {
  const part: ReasoningPart = { text: delta };
  if (typeof event['item_id'] === 'string') part.id = event['item_id'];
  if (isSummary) part.isSummary = true;
  return part;
}
