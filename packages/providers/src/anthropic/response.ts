import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatChoice, ChatResponse } from '@tollgate/core/chat/response';
import { UnreadableAnswer } from '../adapter.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { JSON_ANSWER_TOOL } from './json-answer-tool.ts';
import { mapStopReason } from './stop-reason.ts';
import { readCitation } from './read-citation.ts';
import { readUsage } from './usage.ts';

/** Whose signatures they are, wherever the model is served. */
export const FORMAT = 'anthropic-claude-v1';

/** @throws UnreadableAnswer when the body is not a message. */
export function readMessage(body: unknown): ChatResponse {
  if (!isJsonObject(body) || !Array.isArray(body['content'])) {
    throw new UnreadableAnswer(readErrorBody(body).message || 'The answer has no content.');
  }
  const id = typeof body['id'] === 'string' ? body['id'] : '';
  const choice: ChatChoice = { index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' };
  let hasJsonAnswer = false;
  for (const block of body['content']) {
    if (!isJsonObject(block)) continue;
    if (block['type'] === 'tool_use' && block['name'] === JSON_ANSWER_TOOL) {
      choice.text += JSON.stringify(block['input'] ?? {});
      hasJsonAnswer = true;
    } else {
      readBlock(block, choice, id);
    }
  }
  if (typeof body['stop_reason'] === 'string') choice.finishReason = mapStopReason(body['stop_reason']);
  if (typeof body['stop_sequence'] === 'string') choice.stopSequence = body['stop_sequence'];
  choice.refusal = explanationOf(body['stop_details']);
  if (hasJsonAnswer && choice.finishReason === 'tool_calls' && choice.toolCalls.length === 0) choice.finishReason = 'stop';
  return {
    id,
    model: typeof body['model'] === 'string' ? body['model'] : '',
    createdAt: null,
    choices: [choice],
    usage: readUsage(body['usage']),
  };
}

/** Tools that the provider runs itself, and blocks of later API versions, have no place in a chat answer. */
function readBlock(block: JsonObject, choice: ChatChoice, answerId: string): void {
  switch (block['type']) {
    case 'text':
      readText(block, choice);
      break;
    case 'thinking': {
      const text = typeof block['thinking'] === 'string' ? block['thinking'] : '';
      const isSigned = typeof block['signature'] === 'string' && block['signature'] !== '';
      choice.reasoning.push(isSigned ? { text, signature: String(block['signature']), format: FORMAT } : { text });
      break;
    }
    case 'redacted_thinking':
      if (typeof block['data'] === 'string') choice.reasoning.push({ text: '', encrypted: block['data'], format: FORMAT });
      break;
    case 'tool_use':
      choice.toolCalls.push({
        id: typeof block['id'] === 'string' && block['id'] !== '' ? block['id'] : `call_${answerId}_0_${choice.toolCalls.length}`,
        name: typeof block['name'] === 'string' ? block['name'] : '',
        arguments: JSON.stringify(block['input'] ?? {}),
      });
      break;
  }
}

function readText(block: JsonObject, choice: ChatChoice): void {
  if (typeof block['text'] !== 'string') return;
  const start = choice.text.length;
  choice.text += block['text'];
  if (!Array.isArray(block['citations'])) return;
  for (const cited of block['citations']) {
    const citation = readCitation(cited, start, choice.text.length);
    if (citation !== null) (choice.citations ??= []).push(citation);
  }
}

/** Why the model would not answer, where it says. */
export function explanationOf(details: unknown): string | null {
  const explanation = isJsonObject(details) ? details['explanation'] : null;
  return typeof explanation === 'string' && explanation !== '' ? explanation : null;
}
