import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatRequest, ReasoningPart } from '@tollgate/core/chat/request';
import type { ChatChoice, ChatResponse } from '@tollgate/core/chat/response';
import { UnreadableAnswer } from '../adapter.ts';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import { madeUpToolCallId } from '../openai-compatible/tool-call.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { readCitation, textOf } from './citation.ts';
import { toolNamesOf, type ToolNames } from './names.ts';
import { mapStopReason } from './stop-reason.ts';
import { readUsage } from './usage.ts';

/**
 * The answer names neither itself nor its model. A tool that the provider ran itself is shown like any other call.
 *
 * @throws UnreadableAnswer when the body is not an answer of Converse.
 */
export function readConverse(body: unknown, request?: ChatRequest): ChatResponse {
  const output = isJsonObject(body) && isJsonObject(body['output']) ? body['output'] : {};
  const message = output['message'];
  if (!isJsonObject(body) || !isJsonObject(message) || !Array.isArray(message['content'])) {
    throw new UnreadableAnswer(readErrorBody(body).message || 'The answer has no message.');
  }
  const choice: ChatChoice = { index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' };
  const names = toolNamesOf(request);
  let hasJsonAnswer = false;
  for (const block of message['content']) {
    if (!isJsonObject(block)) continue;
    const use = block['toolUse'];
    if (isJsonObject(use) && use['name'] === JSON_ANSWER_TOOL) {
      choice.text += JSON.stringify(use['input'] ?? {});
      hasJsonAnswer = true;
    } else {
      readBlock(block, choice, names);
    }
  }
  const reason = typeof body['stopReason'] === 'string' ? body['stopReason'] : 'end_turn';
  const finish = mapStopReason(reason);
  if (finish === null) throw new UnreadableAnswer(`The model broke off the answer (${reason}).`);
  choice.finishReason = finish === 'tool_calls' && hasJsonAnswer && choice.toolCalls.length === 0 ? 'stop' : finish;
  return { id: '', model: '', createdAt: null, choices: [choice], usage: readUsage(body['usage']) };
}

function readBlock(block: JsonObject, choice: ChatChoice, names: ToolNames): void {
  if (typeof block['text'] === 'string') choice.text += block['text'];
  else if (isJsonObject(block['toolUse'])) readToolUse(block['toolUse'], choice, names);
  else if (isJsonObject(block['reasoningContent'])) {
    const part = readReasoning(block['reasoningContent']);
    if (part !== null) choice.reasoning.push(part);
  } else if (isJsonObject(block['citationsContent'])) readCited(block['citationsContent'], choice);
  else if (isJsonObject(block['image'])) readImage(block['image'], choice);
}

function readToolUse(use: JsonObject, choice: ChatChoice, names: ToolNames): void {
  choice.toolCalls.push({
    id:
      typeof use['toolUseId'] === 'string' && use['toolUseId'] !== '' ? use['toolUseId'] : madeUpToolCallId('', 0, choice.toolCalls.length),
    name: names(typeof use['name'] === 'string' ? use['name'] : ''),
    arguments: JSON.stringify(use['input'] ?? {}),
  });
}

function readReasoning(content: JsonObject): ReasoningPart | null {
  if (typeof content['redactedContent'] === 'string') {
    return { text: '', encrypted: content['redactedContent'], format: 'anthropic-claude-v1' };
  }
  const said = content['reasoningText'];
  if (!isJsonObject(said)) return null;
  const text = typeof said['text'] === 'string' ? said['text'] : '';
  if (typeof said['signature'] === 'string') return { text, signature: said['signature'], format: 'anthropic-claude-v1' };
  return text === '' ? null : { text };
}

function readCited(cited: JsonObject, choice: ChatChoice): void {
  const start = choice.text.length;
  choice.text += textOf(cited['content']);
  if (!Array.isArray(cited['citations'])) return;
  for (const entry of cited['citations']) {
    const citation = readCitation(entry, start, choice.text.length);
    if (citation !== null) (choice.citations ??= []).push(citation);
  }
}

function readImage(image: JsonObject, choice: ChatChoice): void {
  const source = image['source'];
  if (!isJsonObject(source) || typeof source['bytes'] !== 'string') return;
  const format = typeof image['format'] === 'string' ? image['format'] : 'png';
  (choice.images ??= []).push(`data:image/${format};base64,${source['bytes']}`);
}
