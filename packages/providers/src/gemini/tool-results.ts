import type { Message, ToolCall } from '@tollgate/core/chat/request';
import { writeParts, type Part, type Writing } from './parts.ts';

export type ToolResult = Message & { role: 'tool' };

/**
 * The answers to a turn's calls: one for each, in the order of the calls, because the API refuses any other number. A call without a
 * result is answered with an error, and a result without a call is told as text.
 */
export function writeToolResults(calls: readonly ToolCall[], results: readonly ToolResult[], writing: Writing): Part[] {
  const left = [...results];
  const answers: Part[] = [];
  const media: Part[] = [];
  for (const call of calls) {
    const at = left.findIndex((result) => result.toolCallId === call.id);
    const result = at < 0 ? undefined : left.splice(at, 1)[0];
    if (result === undefined) writing.warnings.add('messages.tool_call_id');
    answers.push({ functionResponse: writeResponse(call, result, media, writing) });
  }
  for (const result of left) {
    writing.warnings.add('messages.tool_call_id');
    const { text, others } = writeContent(result, writing);
    media.push({ text: `Result of the tool call ${result.toolCallId}: ${text}` }, ...others);
  }
  return [...answers, ...media];
}

function writeResponse(call: ToolCall, result: ToolResult | undefined, media: Part[], writing: Writing): Part {
  const response: Part = { name: call.name };
  if (writing.flavour === 'gemini') response['id'] = call.id;
  if (result === undefined) {
    response['response'] = { error: 'The call has no result.' };
    return response;
  }
  const { text, others } = writeContent(result, writing);
  response['response'] = result.isError === true ? { error: text } : { output: text };
  const inline = writing.traits.combinesTools ? others.filter((part) => part['inlineData'] !== undefined) : [];
  if (inline.length > 0) response['parts'] = inline;
  for (const part of others) if (!inline.includes(part)) media.push(part);
  return response;
}

function writeContent(result: ToolResult, writing: Writing): { text: string; others: Part[] } {
  const texts: string[] = [];
  const others: Part[] = [];
  for (const part of writeParts(result.content, writing)) {
    if (typeof part['text'] === 'string') texts.push(part['text']);
    else others.push(part);
  }
  return { text: texts.join('\n'), others };
}
