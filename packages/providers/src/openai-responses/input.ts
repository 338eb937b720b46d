import type { ContentPart, Message, ReasoningPart, ToolCall } from '@tollgate/core/chat/request';
import { isItem, nameOf, writeParts, type Writing, type Written } from './content.ts';

/** Canonical messages as input items. Reasoning comes before what it led to. */
export function writeInput(
  messages: readonly Message[],
  isOwnDialect: boolean,
  warnings: Set<string>,
): { instructions: string | null; input: Written[] } {
  const writing: Writing = { isOwnDialect, warnings };
  const input: Written[] = [];
  const customCalls = new Set<string>();
  let instructions: string | null = null;
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        if (message.isInstructions === true && instructions === null) instructions = plainText(message.content);
        else input.push({ role: message.role, content: writeParts(message.content, writing) });
        break;
      case 'user':
        writeUser(message, writing, input);
        break;
      case 'assistant':
        for (const call of message.toolCalls) if (call.isCustom === true) customCalls.add(call.id);
        writeAssistant(message, writing, input);
        break;
      case 'tool':
        input.push(writeOutput(message, customCalls.has(message.toolCallId), writing));
        break;
    }
  }
  return { instructions, input };
}

function plainText(content: readonly ContentPart[]): string {
  let text = '';
  for (const part of content) if (part.type === 'text') text += part.text;
  return text;
}

function writeUser(message: Message & { role: 'user' }, writing: Writing, input: Written[]): void {
  const { isOwnDialect, warnings } = writing;
  if (message.name !== undefined) warnings.add('name');
  const parts: ContentPart[] = [];
  for (const part of message.content) {
    if (part.type === 'other' && isOwnDialect && isItem(part.raw)) input.push(part.raw);
    else parts.push(part);
  }
  const content = writeParts(parts, writing);
  if (content.length > 0) input.push({ role: 'user', content });
}

function writeAssistant(message: Message & { role: 'assistant' }, writing: Writing, input: Written[]): void {
  const { isOwnDialect, warnings } = writing;
  input.push(...writeReasoning(message.reasoning ?? [], warnings));
  const content: Written[] = [];
  const flush = (): void => {
    if (content.length === 0) return;
    const phase = isOwnDialect ? message.extra?.['phase'] : undefined;
    const item: Written = { type: 'message', role: 'assistant', content: content.splice(0) };
    input.push(phase === undefined ? item : { ...item, phase });
  };
  for (const part of message.content) {
    if (part.type === 'text') {
      content.push({ type: 'output_text', text: part.text });
      if (part.cacheControl !== undefined) warnings.add('cache_control');
      for (const field in part.extra) warnings.add(field);
    } else if (part.type === 'other' && isOwnDialect && isItem(part.raw)) {
      flush();
      input.push(part.raw);
    } else {
      warnings.add(part.type === 'other' ? nameOf(part.raw) : part.type);
    }
  }
  if (message.refusal !== undefined && message.refusal !== '') content.push({ type: 'refusal', refusal: message.refusal });
  flush();
  for (const call of message.toolCalls) input.push(writeCall(call, warnings));
}

function writeCall(call: ToolCall, warnings: Set<string>): Written {
  if (call.cacheControl !== undefined) warnings.add('cache_control');
  if (call.isCustom === true) return { type: 'custom_tool_call', call_id: call.id, name: call.name, input: call.arguments };
  return { type: 'function_call', call_id: call.id, name: call.name, arguments: call.arguments === '' ? '{}' : call.arguments };
}

function writeOutput(message: Message & { role: 'tool' }, isCustom: boolean, writing: Writing): Written {
  const { content } = message;
  if (message.isError === true) writing.warnings.add('is_error');
  const first = content[0];
  const isPlain = content.length === 0 || (content.length === 1 && first?.type === 'text' && first.cacheControl === undefined);
  const output = isPlain ? plainText(content) : writeParts(content, writing);
  return { type: isCustom ? 'custom_tool_call_output' : 'function_call_output', call_id: message.toolCallId, output };
}

/**
 * Thoughts that this API encrypted, each with the summaries of it. What another provider thought is left out: its text would be taken for
 * OpenAI's own summary of something that is not there.
 */
function writeReasoning(parts: readonly ReasoningPart[], warnings: Set<string>): Written[] {
  const items: Written[] = [];
  let summary: Written[] = [];
  let foreign = 0;
  for (const part of parts) {
    const isOurs = part.format === 'openai-responses-v1' || (part.format === undefined && part.signature === undefined);
    if (!isOurs) {
      foreign++;
      continue;
    }
    if (part.text !== '') summary.push({ type: 'summary_text', text: part.text });
    if (part.encrypted === undefined) continue;
    const item: Written = { type: 'reasoning', summary, encrypted_content: part.encrypted };
    items.push(part.id === undefined ? item : { ...item, id: part.id });
    summary = [];
  }
  if (foreign > 0 || summary.length > 0) warnings.add('reasoning_content');
  return items;
}
