import { readCacheControl } from '../openai/decode-content.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isJsonObject, type JsonObject } from '../openai/is-json-object.ts';
import { returnSignatures, unwrapReasoning } from '../reasoning/carry-reasoning.ts';
import type { ContentPart, Message, ReasoningPart, ToolCall } from '../request.ts';
import { decodeBlock, decodeContent } from './decode-content.ts';
import { otherFields } from '../openai/other-fields.ts';

/** Adds what one turn holds to `decoded`: every tool result of a user's turn becomes a message of its own, before the rest. */
export function decodeMessage(message: unknown, param: string, decoded: Message[]): DecodeRefusal | undefined {
  if (!isJsonObject(message)) return refuseType(param, 'an object', message);
  const { role, content } = message;
  if (role === undefined) return refuseMissing(`${param}.role`);
  if (content === undefined || content === null) return refuseMissing(`${param}.content`);
  if (typeof content !== 'string' && !Array.isArray(content)) {
    return refuseType(`${param}.content`, 'a string or an array of content blocks', content);
  }
  const blocks: unknown[] = typeof content === 'string' ? (content === '' ? [] : [{ type: 'text', text: content }]) : content;
  switch (role) {
    case 'user':
      return decodeUser(blocks, `${param}.content`, decoded);
    case 'assistant':
      return decodeAssistant(blocks, `${param}.content`, decoded);
    case 'system': {
      const parts = decodeContent(content, `${param}.content`);
      if (parts instanceof DecodeRefusal) return parts;
      decoded.push({ role: 'system', content: parts });
      return undefined;
    }
    default:
      if (typeof role !== 'string') return refuseType(`${param}.role`, 'a string', role);
      return refuseValue(`${param}.role`, `one of user, assistant, system; got "${role.slice(0, 40)}"`);
  }
}

function decodeUser(blocks: readonly unknown[], param: string, decoded: Message[]): DecodeRefusal | undefined {
  if (blocks.length === 0) return refuseValue(param, 'non-empty');
  const content: ContentPart[] = [];
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    if (isJsonObject(block) && block['type'] === 'tool_result') {
      const result = decodeToolResult(block, `${param}[${index}]`);
      if (result instanceof DecodeRefusal) return result;
      decoded.push(result);
      continue;
    }
    const part = decodeBlock(block, `${param}[${index}]`);
    if (part instanceof DecodeRefusal) return part;
    content.push(part);
  }
  if (content.length > 0) decoded.push({ role: 'user', content });
  return undefined;
}

const RESULT_FIELDS = ['type', 'tool_use_id', 'content', 'is_error', 'cache_control'];

function decodeToolResult(block: JsonObject, param: string): Message | DecodeRefusal {
  const { tool_use_id: id, is_error: isError } = block;
  if (id === undefined) return refuseMissing(`${param}.tool_use_id`);
  if (typeof id !== 'string') return refuseType(`${param}.tool_use_id`, 'a string', id);
  const content = decodeContent(block['content'], `${param}.content`);
  if (content instanceof DecodeRefusal) return content;
  const decoded: Message & { role: 'tool' } = { role: 'tool', toolCallId: id, content };
  if (isError === true) decoded.isError = true;
  else if (isError !== undefined && isError !== null && isError !== false) return refuseType(`${param}.is_error`, 'a boolean', isError);
  // The mark of the whole result is the mark of its end.
  const cacheControl = readCacheControl(block['cache_control']);
  const last = content.at(-1);
  if (cacheControl !== undefined && last !== undefined && last.type !== 'other' && last.type !== 'audio')
    last.cacheControl ??= cacheControl;
  const extra = otherFields(block, RESULT_FIELDS);
  if (extra !== undefined) decoded.extra = extra;
  return decoded;
}

function decodeAssistant(blocks: readonly unknown[], param: string, decoded: Message[]): DecodeRefusal | undefined {
  const content: ContentPart[] = [];
  const toolCalls: ToolCall[] = [];
  const thoughts: ReasoningPart[] = [];
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    const refusal = decodeAssistantBlock(block, `${param}[${index}]`, { content, toolCalls, thoughts });
    if (refusal !== undefined) return refusal;
  }
  const message: Message & { role: 'assistant' } = { role: 'assistant', content, toolCalls };
  const reasoning = returnSignatures(thoughts, toolCalls);
  if (reasoning.length > 0) message.reasoning = reasoning;
  decoded.push(message);
  return undefined;
}

type Parts = { content: ContentPart[]; toolCalls: ToolCall[]; thoughts: ReasoningPart[] };

function decodeAssistantBlock(block: unknown, param: string, { content, toolCalls, thoughts }: Parts): DecodeRefusal | undefined {
  if (!isJsonObject(block)) return refuseType(param, 'an object', block);
  switch (block['type']) {
    case 'thinking': {
      const { thinking: text, signature } = block;
      if (typeof text !== 'string') return refuseType(`${param}.thinking`, 'a string', text);
      if (typeof signature === 'string' && signature !== '') {
        thoughts.push({ text, ...(unwrapReasoning(signature) ?? { signature, format: 'anthropic-claude-v1' }) });
      } else if (text !== '') thoughts.push({ text });
      return undefined;
    }
    case 'redacted_thinking': {
      const { data } = block;
      if (typeof data !== 'string') return refuseType(`${param}.data`, 'a string', data);
      thoughts.push({ text: '', ...(unwrapReasoning(data) ?? { encrypted: data, format: 'anthropic-claude-v1' }) });
      return undefined;
    }
    case 'tool_use': {
      const call = decodeToolUse(block, param);
      if (call instanceof DecodeRefusal) return call;
      toolCalls.push(call);
      return undefined;
    }
    default: {
      const part = decodeBlock(block, param);
      if (part instanceof DecodeRefusal) return part;
      content.push(part);
      return undefined;
    }
  }
}

function decodeToolUse(block: JsonObject, param: string): ToolCall | DecodeRefusal {
  const { id, name, input } = block;
  if (id === undefined) return refuseMissing(`${param}.id`);
  if (typeof id !== 'string') return refuseType(`${param}.id`, 'a string', id);
  if (name === undefined) return refuseMissing(`${param}.name`);
  if (typeof name !== 'string') return refuseType(`${param}.name`, 'a string', name);
  // Text is what we ourselves show of arguments that are no JSON.
  const call: ToolCall = { id, name, arguments: typeof input === 'string' ? input : JSON.stringify(input ?? {}) };
  const cacheControl = readCacheControl(block['cache_control']);
  if (cacheControl !== undefined) call.cacheControl = cacheControl;
  return call;
}
