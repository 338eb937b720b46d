import { fillSchema } from './fill-schema.ts';
import { isObject, type ChatCall, type ToolDeclaration } from './parse-call.ts';
import type { SimulatedModel } from './parse-model.ts';
import { type Refusal, refusal } from './refusal.ts';
import { countedWords, splitIntoPieces } from './split-into-pieces.ts';

export type ReportedUsage = { promptTokens: number; cachedTokens: number; completionTokens: number; reasoningTokens: number };
export type AnswerEnd = 'complete' | 'stall' | 'cut' | 'error';

/** A whole answer as data, before a byte of it is sent. */
export type AnswerPlan = {
  /** Text, or the fragments of the tool call's arguments. One piece counts as one token. */
  pieces: string[];
  toolName: string | null;
  finishReason: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  /** As it is journalled and, unless `hidesUsage`, reported. */
  usage: ReportedUsage;
  hidesUsage: boolean;
  /** Before the headers. */
  delayMs: number;
  /** Between pieces of a stream; the sum of them delays a whole answer. */
  intervalMs: number;
  end: AnswerEnd;
  /** Pieces sent before an `end` other than `complete`; -1: not even the headers. */
  endAfterPieces: number;
};

const FIXED_TEXT = 'This is the simulated answer: always the same words, whatever was asked.';

/** What a call to this model gets: a plan, a refusal, or `'garbage'`. Pure, so that the same call always gets the same answer. */
export function planAnswer(call: ChatCall, model: SimulatedModel): AnswerPlan | Refusal | 'garbage' {
  const { numbers, words } = model;
  switch (model.profile) {
    case 'echo':
      return answer(call, model, splitIntoPieces(call.lastUserText));
    case 'fixed':
    case 'no-usage':
      return answer(call, model, fixedPieces(model));
    case 'paced':
      return answer(call, model, countedWords(numbers['tokens'] ?? 20));
    case 'usage':
      return answer(call, model, fixedPieces(model));
    case 'content-filter': {
      const plan = answer(call, model, fixedPieces(model).slice(0, numbers['after'] ?? 3));
      return { ...plan, finishReason: 'content_filter' };
    }
    case 'tool-call': {
      const tool = toolToCall(call);
      if (tool === null) return answer(call, model, fixedPieces(model));
      const plan = answer(call, model, splitIntoPieces(JSON.stringify(fillSchema(tool.parameters), null, 1)));
      return { ...plan, toolName: tool.name, finishReason: plan.finishReason === 'length' ? 'length' : 'tool_calls' };
    }
    case 'stall':
    case 'cut':
    case 'error-in-stream': {
      const end = model.profile === 'error-in-stream' ? 'error' : model.profile;
      const after =
        words['before'] === 'headers' ? -1 : words['before'] === 'content' ? 0 : (numbers['after'] ?? (end === 'stall' ? 0 : 3));
      return { ...answer(call, model, after > 0 ? countedWords(Math.max(after + 1, 12)) : fixedPieces(model)), end, endAfterPieces: after };
    }
    case 'garbage':
      return 'garbage';
    case 'rate-limited': {
      const seconds = numbers['retry-after'] ?? 1;
      const headers = { 'retry-after': String(seconds), 'retry-after-ms': String(seconds * 1000) };
      return refusal(429, 'requests', 'rate_limit_exceeded', `Rate limit reached. Try again in ${seconds} s.`, null, headers);
    }
    case 'insufficient-quota':
      return refusal(429, 'insufficient_quota', 'insufficient_quota', 'The account has used up its quota.');
    case 'server-error':
      return refusal(numbers['status'] ?? 500, 'server_error', null, 'The simulated server failed, as it was asked to.');
    case 'auth-error':
      return refusal(401, 'invalid_request_error', 'invalid_api_key', 'The API key is not valid.');
    case 'bad-request':
      return refusal(
        400,
        'invalid_request_error',
        'invalid_value',
        'The simulator refuses these messages, as it was asked to.',
        'messages',
      );
    case 'context-length':
      return refusal(400, 'invalid_request_error', 'context_length_exceeded', "The prompt exceeds the model's context length.", 'messages');
  }
}

function fixedPieces(model: SimulatedModel): string[] {
  return model.numbers['tokens'] === undefined ? splitIntoPieces(FIXED_TEXT) : countedWords(model.numbers['tokens']);
}

function answer(call: ChatCall, model: SimulatedModel, wanted: string[]): AnswerPlan {
  const { numbers } = model;
  const isCapped = call.maxTokens !== null && wanted.length > call.maxTokens;
  const pieces = isCapped ? wanted.slice(0, call.maxTokens ?? 0) : wanted;
  const reasoningTokens = numbers['reasoning'] ?? 0;
  const cachedTokens = numbers['cached'] ?? 0;
  return {
    pieces,
    toolName: null,
    finishReason: isCapped ? 'length' : 'stop',
    usage: {
      promptTokens: numbers['prompt'] ?? Math.max(Math.ceil(call.promptCharacters / 4), cachedTokens),
      cachedTokens,
      completionTokens: numbers['completion'] ?? Math.max(pieces.length, reasoningTokens),
      reasoningTokens,
    },
    hidesUsage: model.profile === 'no-usage',
    delayMs: numbers['delay'] ?? 0,
    intervalMs: numbers['interval'] ?? (model.profile === 'paced' ? 50 : 0),
    end: 'complete',
    endAfterPieces: 0,
  };
}

/** None after a tool has answered, so that a caller's loop of tools ends. */
function toolToCall(call: ChatCall): ToolDeclaration | null {
  if (call.lastRole === 'tool' || call.toolChoice === 'none') return null;
  const chosen = isObject(call.toolChoice) && isObject(call.toolChoice['function']) ? call.toolChoice['function']['name'] : undefined;
  return (chosen === undefined ? call.tools[0] : call.tools.find((tool) => tool.name === chosen)) ?? null;
}
