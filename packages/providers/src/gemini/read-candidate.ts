import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ReasoningPart } from '@tollgate/core/chat/request';
import type { ChatEvent } from '@tollgate/core/chat/response';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import type { CallIds } from './call-ids.ts';
import { hasSources } from './citations.ts';
import { readLogprobs } from './logprobs.ts';
import { addPartialArgument } from './partial-arguments.ts';

/** What is known of one choice while its parts arrive. */
export type Candidate = {
  index: number;
  /** Calls so far: the running number across parts and events. */
  calls: number;
  /** A call whose arguments still arrive. */
  open: { index: number; value: JsonObject } | null;
  /** All of it, to find the passages that sources stand for. */
  text: string;
  sound: { data: string } | null;
  grounding: JsonObject | null;
  citations: JsonObject | null;
  finishReason: unknown;
  finishMessage: string;
};

export function openCandidate(index: number): Candidate {
  return {
    index,
    calls: 0,
    open: null,
    text: '',
    sound: null,
    grounding: null,
    citations: null,
    finishReason: undefined,
    finishMessage: '',
  };
}

/** Reads what one event, or the whole answer, says of a choice. */
export function readCandidate(entry: JsonObject, candidate: Candidate, ids: CallIds, events: ChatEvent[]): void {
  const content = entry['content'];
  const parts = isJsonObject(content) ? content['parts'] : undefined;
  if (Array.isArray(parts)) for (const part of parts) if (isJsonObject(part)) readPart(part, candidate, ids, events);
  const logprobs = readLogprobs(entry['logprobsResult']);
  if (logprobs.length > 0) events.push({ type: 'logprobs', choice: candidate.index, content: logprobs });
  if (hasSources(entry['groundingMetadata'])) candidate.grounding = entry['groundingMetadata'];
  if (isJsonObject(entry['citationMetadata'])) candidate.citations = entry['citationMetadata'];
  const { finishReason, finishMessage } = entry;
  if (finishReason === undefined || finishReason === null || finishReason === '' || finishReason === 0) return;
  candidate.finishReason = finishReason;
  if (typeof finishMessage === 'string') candidate.finishMessage = finishMessage;
}

/** Code that the provider ran itself, and parts of later API versions, have no place in a chat answer. */
function readPart(part: JsonObject, candidate: Candidate, ids: CallIds, events: ChatEvent[]): void {
  const { text, thought, functionCall, inlineData } = part;
  const signature = typeof part['thoughtSignature'] === 'string' ? part['thoughtSignature'] : undefined;
  if (isJsonObject(functionCall)) {
    readCall(functionCall, signature, candidate, ids, events);
    return;
  }
  if (thought === true) {
    if (typeof text === 'string') pushThought({ text, isSummary: true }, signature, candidate, events);
    return;
  }
  if (typeof text === 'string' && text !== '') {
    candidate.text += text;
    events.push({ type: 'text', choice: candidate.index, text });
  } else if (isJsonObject(inlineData)) {
    readMedia(inlineData, candidate, events);
  }
  const isCode = isJsonObject(part['executableCode']) || isJsonObject(part['toolCall']);
  if (signature !== undefined && !isCode) pushThought({ text: '' }, signature, candidate, events);
}

function pushThought(part: ReasoningPart, signature: string | undefined, candidate: Candidate, events: ChatEvent[]): void {
  if (part.text === '' && signature === undefined) return;
  const event: ChatEvent = { type: 'reasoning', choice: candidate.index, ...part, format: 'google-gemini-v1' };
  if (signature !== undefined) event.signature = signature;
  events.push(event);
}

function readMedia({ mimeType, data }: JsonObject, candidate: Candidate, events: ChatEvent[]): void {
  if (typeof mimeType !== 'string' || typeof data !== 'string') return;
  if (mimeType.startsWith('image/')) events.push({ type: 'image', choice: candidate.index, url: `data:${mimeType};base64,${data}` });
  else if (mimeType.startsWith('audio/')) candidate.sound ??= { data };
}

function readCall(call: JsonObject, signature: string | undefined, candidate: Candidate, ids: CallIds, events: ChatEvent[]): void {
  const { name, willContinue, args } = call;
  if (typeof name !== 'string' || name === '') {
    continueCall(call, candidate, events);
    return;
  }
  closeCall(candidate, events);
  const text = typeof args === 'string' ? args : JSON.stringify(args ?? {});
  if (name === JSON_ANSWER_TOOL) {
    candidate.text += text;
    events.push({ type: 'text', choice: candidate.index, text });
    return;
  }
  const index = candidate.calls++;
  const id = ids(call['id'], candidate.index, index, name + text);
  const start: ChatEvent = { type: 'tool_call_start', choice: candidate.index, index, id, name };
  if (signature !== undefined) start.signature = signature;
  events.push(start);
  if (willContinue === true || Array.isArray(call['partialArgs'])) {
    candidate.open = { index, value: isJsonObject(args) ? { ...args } : {} };
    continueCall(call, candidate, events);
  } else {
    events.push({ type: 'tool_call_arguments', choice: candidate.index, index, text });
  }
}

function continueCall({ partialArgs, willContinue }: JsonObject, candidate: Candidate, events: ChatEvent[]): void {
  if (candidate.open === null) return;
  if (Array.isArray(partialArgs)) for (const piece of partialArgs) addPartialArgument(candidate.open.value, piece);
  if (willContinue !== true) closeCall(candidate, events);
}

/** Arguments that arrived value by value are told whole, since values of one object may arrive in any order. */
export function closeCall(candidate: Candidate, events: ChatEvent[]): void {
  if (candidate.open === null) return;
  const { index, value } = candidate.open;
  candidate.open = null;
  events.push({ type: 'tool_call_arguments', choice: candidate.index, index, text: JSON.stringify(value) });
}
