import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatChoice, ChatEvent, ChatResponse } from '@tollgate/core/chat/response';
import { UnreadableAnswer } from '../adapter.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { createAnswerReader } from './answer-reader.ts';

/** @throws UnreadableAnswer when the body holds neither an answer nor the refusal of a prompt, or a broken answer. */
export function readAnswer(body: unknown): ChatResponse {
  try {
    return read(body);
  } catch (error) {
    // Arguments nested deeper than can be written again.
    if (error instanceof RangeError) throw unreadable(body);
    throw error;
  }
}

function read(body: unknown): ChatResponse {
  if (!isJsonObject(body) || (isJsonObject(body['error']) && body['candidates'] === undefined)) throw unreadable(body);
  const reader = createAnswerReader();
  const events = reader.read(body);
  if (reader.candidates.size === 0 && !reader.isFinished()) throw unreadable(body);
  events.push(...reader.finish());
  const response: ChatResponse = { id: '', model: '', createdAt: null, choices: [], usage: null };
  const choices = new Map<number, ChatChoice>();
  for (const event of events) addEvent(event, response, choices);
  for (const { index, sound } of reader.candidates.values()) {
    const choice = choices.get(index);
    if (sound !== null && choice !== undefined) choice.audio = { id: response.id, data: sound.data, transcript: '', expires_at: 0 };
  }
  response.choices = [...choices.values()];
  return response;
}

function unreadable(body: unknown): UnreadableAnswer {
  return new UnreadableAnswer(readErrorBody(body).message || 'The answer has no candidates.');
}

function addEvent(event: ChatEvent, response: ChatResponse, choices: Map<number, ChatChoice>): void {
  switch (event.type) {
    case 'start':
      response.id = event.id;
      response.model = event.model;
      response.createdAt = event.createdAt;
      if (event.extra !== undefined) response.extra = event.extra;
      return;
    case 'usage':
      response.usage = event.usage;
      return;
    case 'error':
      throw new UnreadableAnswer(event.message);
    case 'end':
      return;
    default:
      addToChoice(event, choiceAt(event.choice, choices));
  }
}

function choiceAt(index: number, choices: Map<number, ChatChoice>): ChatChoice {
  let choice = choices.get(index);
  if (choice === undefined) {
    choice = { index, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' };
    choices.set(index, choice);
  }
  return choice;
}

function addToChoice(event: ChatEvent & { choice: number }, choice: ChatChoice): void {
  switch (event.type) {
    case 'text':
      choice.text += event.text;
      return;
    case 'reasoning': {
      const { type: _type, choice: _choice, ...part } = event;
      choice.reasoning.push(part);
      return;
    }
    case 'refusal':
      choice.refusal = (choice.refusal ?? '') + event.text;
      return;
    case 'tool_call_start': {
      const { id, name, signature } = event;
      choice.toolCalls.push({ id, name, arguments: '', ...(signature === undefined ? {} : { signature }) });
      return;
    }
    case 'tool_call_arguments': {
      const call = choice.toolCalls[event.index];
      if (call !== undefined) call.arguments += event.text;
      return;
    }
    case 'citation':
      (choice.citations ??= []).push(event.citation);
      return;
    case 'logprobs':
      choice.logprobs = { content: event.content, refusal: null };
      return;
    case 'image':
      (choice.images ??= []).push(event.url);
      return;
    case 'finish':
      choice.finishReason = event.reason;
  }
}
