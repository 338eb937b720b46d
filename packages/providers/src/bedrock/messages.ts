import type { Message, ReasoningPart } from '@tollgate/core/chat/request';
import { toolInput } from '../tool-arguments.ts';
import { writeBlocks, type Block, type Writing } from './content.ts';
import { toToolName, toToolUseId } from './names.ts';

export type Turn = { role: 'user' | 'assistant'; content: Block[] };
export type WrittenMessages = { system: Block[]; turns: Turn[] };

/**
 * Messages as Converse wants them: system and developer texts apart, user and assistant turns alternating, and every tool result in the
 * user turn after its call, first in it and in the order of the calls.
 *
 * @param keepsThinking whether earlier thinking is given back: only while thinking is on.
 */
export function writeMessages(messages: readonly Message[], keepsThinking: boolean, writing: Writing): WrittenMessages {
  const system: Block[] = [];
  const turns: Turn[] = [];
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        system.push(...writeSystem(message, writing));
        break;
      case 'user':
        append(turns, 'user', writeBlocks(message.content, writing));
        break;
      case 'assistant':
        append(turns, 'assistant', writeAssistant(message, keepsThinking, writing));
        break;
      case 'tool':
        append(turns, 'user', writeToolResult(message, writing));
        break;
    }
  }
  for (let index = 0; index < turns.length; index++) {
    orderToolResults(turns[index - 1], turns[index]);
    addTextToDocuments(turns[index]);
  }
  trimLastAssistantText(turns);
  return { system, turns };
}

/** The names that the history calls, as written: each must be declared. */
export function calledNames(turns: readonly Turn[]): string[] {
  const names = new Set<string>();
  for (const turn of turns) {
    for (const { toolUse } of turn.content) if (toolUse !== undefined) names.add((toolUse as { name: string }).name);
  }
  return [...names];
}

function writeSystem(message: Message & { role: 'system' | 'developer' }, writing: Writing): Block[] {
  const texts = message.content.filter((part) => part.type === 'text');
  for (const part of message.content) if (part.type !== 'text') writing.warnings.add(part.type === 'image' ? 'image_url' : 'content');
  return writeBlocks(texts, writing);
}

function append(turns: Turn[], role: Turn['role'], blocks: Block[]): void {
  if (blocks.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...blocks);
  else turns.push({ role, content: blocks });
}

function writeAssistant(message: Message & { role: 'assistant' }, keepsThinking: boolean, writing: Writing): Block[] {
  const blocks: Block[] = [];
  for (const part of message.reasoning ?? []) {
    const block = keepsThinking ? writeReasoning(part) : null;
    if (block !== null) blocks.push(block);
    else writing.warnings.add('reasoning_content');
  }
  blocks.push(...writeBlocks(message.content, writing));
  if (blocks.length === 0 && message.toolCalls.length === 0 && message.refusal !== undefined && message.refusal.trim() !== '') {
    blocks.push({ text: message.refusal });
  }
  for (const call of message.toolCalls) {
    const input = toolInput(call, writing.warnings);
    blocks.push({ toolUse: { toolUseId: toToolUseId(call.id), name: toToolName(call.name), input } });
  }
  return blocks;
}

/** What carries no signature, or another provider's, would be refused. */
function writeReasoning(part: ReasoningPart): Block | null {
  if (part.format !== undefined && part.format !== 'anthropic-claude-v1') return null;
  if (part.encrypted !== undefined) return { reasoningContent: { redactedContent: part.encrypted } };
  if (part.signature === undefined) return null;
  return { reasoningContent: { reasoningText: { text: part.text, signature: part.signature } } };
}

/** A result may hold nothing, but no blank text. Cache points stand behind it, not in it. */
function writeToolResult(message: Message & { role: 'tool' }, writing: Writing): Block[] {
  const content: Block[] = [];
  const points: Block[] = [];
  for (const block of writeBlocks(message.content, writing)) (block['cachePoint'] === undefined ? content : points).push(block);
  const result: Block = { toolUseId: toToolUseId(message.toolCallId), content };
  if (message.isError === true) {
    if (writing.traits.family === 'claude' || writing.traits.family === 'nova') result['status'] = 'error';
    else writing.warnings.add('is_error');
  }
  return [{ toolResult: result }, ...points];
}

function orderToolResults(before: Turn | undefined, turn: Turn | undefined): void {
  if (before?.role !== 'assistant' || turn?.role !== 'user') return;
  if (!turn.content.some((block) => block['toolResult'] !== undefined)) return;
  const positions = new Map<unknown, number>();
  for (const { toolUse } of before.content) if (toolUse !== undefined) positions.set((toolUse as Block)['toolUseId'], positions.size);
  const rank = ({ toolResult }: Block): number =>
    toolResult === undefined ? positions.size + 1 : (positions.get((toolResult as Block)['toolUseId']) ?? positions.size);
  turn.content.sort((a, b) => rank(a) - rank(b));
}

/** The API refuses a document without a text beside it. */
function addTextToDocuments(turn: Turn | undefined): void {
  if (turn === undefined || !turn.content.some((block) => block['document'] !== undefined)) return;
  if (!turn.content.some((block) => block['text'] !== undefined)) turn.content.push({ text: 'The document is attached.' });
}

/** Models refuse a prefilled answer that ends in white space. */
function trimLastAssistantText(turns: readonly Turn[]): void {
  const last = turns.at(-1);
  const block = last?.content.at(-1);
  if (last?.role === 'assistant' && typeof block?.['text'] === 'string') block['text'] = block['text'].trimEnd();
}
