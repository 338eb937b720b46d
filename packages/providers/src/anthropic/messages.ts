import type { Message, ReasoningPart, ToolCall } from '@tollgate/core/chat/request';
import { toolInput } from '../tool-arguments.ts';
import { cacheMark, marked, withExtra, writeBlocks, type Block, type Writing } from './content.ts';

export type Turn = { role: 'user' | 'assistant'; content: Block[] };
export type WrittenMessages = { system: Block[]; turns: Turn[] };

/**
 * Messages as the API wants them: system and developer texts apart, user and assistant turns alternating, and every tool result in the
 * user turn after its call, first in it and in the order of the calls.
 *
 * @param keepsThinking whether thinking is on: only then earlier thinking may be, and must be, given back.
 */
export function writeMessages(messages: readonly Message[], keepsThinking: boolean, writing: Writing): WrittenMessages {
  const system: Block[] = [];
  const turns: Turn[] = [];
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        system.push(...writeBlocks(message.content, writing));
        break;
      case 'user':
        append(turns, 'user', writeBlocks(message.content, writing));
        break;
      case 'assistant':
        append(turns, 'assistant', writeAssistant(message, keepsThinking, writing));
        break;
      case 'tool':
        append(turns, 'user', [writeToolResult(message, writing)]);
        break;
    }
  }
  for (let index = 1; index < turns.length; index++) orderToolResults(turns[index - 1], turns[index]);
  trimLastAssistantText(turns);
  return { system, turns };
}

function append(turns: Turn[], role: Turn['role'], blocks: Block[]): void {
  if (blocks.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...blocks);
  else turns.push({ role, content: blocks });
}

function writeAssistant(message: Message & { role: 'assistant' }, keepsThinking: boolean, writing: Writing): Block[] {
  const { warnings } = writing;
  const blocks: Block[] = [];
  for (const part of message.reasoning ?? []) {
    if (!isOwnThought(part)) {
      warnings.add('reasoning_content');
      continue;
    }
    if (!keepsThinking) continue;
    if (part.encrypted !== undefined) blocks.push({ type: 'redacted_thinking', data: part.encrypted });
    else if (part.signature !== undefined) blocks.push({ type: 'thinking', thinking: part.text, signature: part.signature });
  }
  blocks.push(...writeBlocks(message.content, writing));
  if (blocks.length === 0 && message.toolCalls.length === 0 && message.refusal !== undefined && message.refusal !== '') {
    blocks.push({ type: 'text', text: message.refusal });
  }
  for (const call of message.toolCalls) blocks.push(writeToolUse(call, warnings));
  return blocks;
}

/** Signed or encrypted by a Claude, or by nobody knows whom. */
function isOwnThought({ format, signature, encrypted }: ReasoningPart): boolean {
  return (format === undefined || format === 'anthropic-claude-v1') && (signature !== undefined || encrypted !== undefined);
}

function writeToolUse(call: ToolCall, warnings: Set<string>): Block {
  if (call.signature !== undefined) warnings.add('reasoning_details');
  const block: Block = { type: 'tool_use', id: toToolUseId(call.id), name: call.name, input: toolInput(call, warnings) };
  return call.cacheControl === undefined ? block : { ...block, cache_control: cacheMark(call.cacheControl) };
}

function writeToolResult(message: Message & { role: 'tool' }, writing: Writing): Block {
  const block: Block = { type: 'tool_result', tool_use_id: toToolUseId(message.toolCallId) };
  const only = message.content.length === 1 ? message.content[0] : undefined;
  if (only?.type === 'text') {
    block['content'] = only.text;
    marked(block, only.cacheControl);
  } else {
    const blocks = writeBlocks(message.content, writing);
    if (blocks.length > 0) block['content'] = blocks;
  }
  if (message.isError === true) block['is_error'] = true;
  return withExtra(block, message.extra, writing);
}

/** Ids of other providers may hold characters that the API refuses. */
function toToolUseId(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '_');
}

function orderToolResults(before: Turn | undefined, turn: Turn | undefined): void {
  if (before?.role !== 'assistant' || turn?.role !== 'user') return;
  if (!turn.content.some((block) => block['type'] === 'tool_result')) return;
  const positions = new Map<unknown, number>();
  for (const block of before.content) if (block['type'] === 'tool_use') positions.set(block['id'], positions.size);
  const rank = (block: Block): number =>
    block['type'] === 'tool_result' ? (positions.get(block['tool_use_id']) ?? positions.size) : positions.size + 1;
  turn.content.sort((a, b) => rank(a) - rank(b));
}

/** The API refuses a prefilled answer that ends in white space. */
function trimLastAssistantText(turns: readonly Turn[]): void {
  const last = turns.at(-1);
  const block = last?.content.at(-1);
  if (last?.role !== 'assistant' || block === undefined || typeof block['text'] !== 'string') return;
  block['text'] = block['text'].trimEnd();
}

/** Whether the latest assistant turn called tools without the signed thinking that must precede a call while thinking is on. */
export function hasUnsignedToolUse(messages: readonly Message[]): boolean {
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (message?.role !== 'assistant') {
      if (message?.role === 'user') return false;
      continue;
    }
    if (message.toolCalls.length === 0) continue;
    return !(message.reasoning ?? []).some(isOwnThought);
  }
  return false;
}
