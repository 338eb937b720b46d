import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatEvent } from '@tollgate/core/chat/response';
import { emptyUsage } from '@tollgate/core/usage/usage';
import { cleanMessage } from '../upstream-error/clean-message.ts';
import { createCallIds } from './call-ids.ts';
import { readCitationMetadata, readGrounding } from './citations.ts';
import { mapFinishReason } from './finish-reason.ts';
import { closeCall, openCandidate, readCandidate, type Candidate } from './read-candidate.ts';
import { readServiceTier, readUsage } from './usage.ts';

/** Reads an answer, whole or event by event: both have the same form. */
export type AnswerReader = {
  read(chunk: JsonObject): ChatEvent[];
  /** Whether every choice that was seen, or the prompt's refusal, came to its end. */
  isFinished(): boolean;
  /** Sources, finish reasons and the terminal; an error in place of them when an answer is broken. */
  finish(): ChatEvent[];
  candidates: ReadonlyMap<number, Candidate>;
};

export function createAnswerReader(): AnswerReader {
  const candidates = new Map<number, Candidate>();
  let answerId = '';
  let isStarted = false;
  let isBlocked = false;
  const ids = createCallIds(() => answerId);

  const start = (chunk: JsonObject, events: ChatEvent[]): void => {
    if (isStarted) return;
    isStarted = true;
    answerId = typeof chunk['responseId'] === 'string' ? chunk['responseId'] : '';
    const model = typeof chunk['modelVersion'] === 'string' ? chunk['modelVersion'] : '';
    const event: ChatEvent = { type: 'start', id: answerId, model, createdAt: readTime(chunk['createTime']) };
    const tier = readServiceTier(chunk['usageMetadata']);
    if (tier !== null) event.extra = { service_tier: tier };
    events.push(event);
  };

  /** A prompt that is refused has no candidates, and often no counts. */
  const readFeedback = (feedback: unknown, events: ChatEvent[]): void => {
    if (!isJsonObject(feedback) || !feedback['blockReason'] || isBlocked || candidates.size > 0) return;
    isBlocked = true;
    const text = feedback['blockReasonMessage'];
    if (typeof text === 'string' && text !== '') events.push({ type: 'refusal', choice: 0, text: cleanMessage(text) });
  };

  return {
    candidates,
    read(chunk) {
      const events: ChatEvent[] = [];
      start(chunk, events);
      const list = chunk['candidates'];
      if (Array.isArray(list)) {
        for (const [position, entry] of list.entries()) {
          if (!isJsonObject(entry)) continue;
          const index = indexOf(entry['index'], position);
          let candidate = candidates.get(index);
          if (candidate === undefined) candidates.set(index, (candidate = openCandidate(index)));
          readCandidate(entry, candidate, ids, events);
        }
      }
      readFeedback(chunk['promptFeedback'], events);
      const usage = readUsage(chunk['usageMetadata']) ?? (isBlocked ? emptyUsage() : null);
      if (usage !== null) events.push({ type: 'usage', usage });
      return events;
    },
    isFinished() {
      if (candidates.size === 0) return isBlocked;
      for (const candidate of candidates.values()) if (candidate.finishReason === undefined) return false;
      return true;
    },
    finish() {
      const events: ChatEvent[] = [];
      for (const candidate of candidates.values()) {
        const failure = finishCandidate(candidate, events);
        if (failure !== null) return [...events, failure];
      }
      if (candidates.size === 0) events.push({ type: 'finish', choice: 0, reason: 'content_filter' });
      events.push({ type: 'end' });
      return events;
    },
  };
}

/** @returns the error that the finish reason stands for, `null` when there is none. */
function finishCandidate(candidate: Candidate, events: ChatEvent[]): ChatEvent | null {
  closeCall(candidate, events);
  const { index: choice, text, grounding, citations, finishReason, finishMessage } = candidate;
  if (grounding !== null) for (const citation of readGrounding(grounding, text)) events.push({ type: 'citation', choice, citation });
  if (citations !== null) for (const citation of readCitationMetadata(citations, text)) events.push({ type: 'citation', choice, citation });
  const reason = mapFinishReason(finishReason, candidate.calls > 0);
  if (reason === null) {
    const message = cleanMessage(finishMessage) || `The provider broke off the answer (${String(finishReason)}).`;
    return { type: 'error', message, code: String(finishReason), status: null };
  }
  events.push({ type: 'finish', choice, reason });
  return null;
}

function indexOf(value: unknown, position: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : position;
}

/** `2026-04-02T17:03:50.399550Z` in seconds. */
function readTime(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? null : Math.floor(ms / 1_000);
}
