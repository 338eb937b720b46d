import { returnSignatures } from '../reasoning/carry-reasoning.ts';
import type { Message, ToolCall } from '../request.ts';
import { decodeContent } from './decode-content.ts';
import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from './decode-refusal.ts';
import { isJsonObject, type JsonObject } from './is-json-object.ts';
import { readReasoning } from './read-reasoning.ts';

/** @param index position in `messages`, for the refusal's text and for the ids of calls made in the old `function_call` form. */
export function decodeMessage(message: unknown, index: number, earlier: readonly Message[]): Message | DecodeRefusal {
  if (!isJsonObject(message)) return refuseType(`messages[${index}]`, 'an object', message);
  const content = decodeContent(message['content'], `messages[${index}].content`);
  if (content instanceof DecodeRefusal) return content;
  const role = message['role'];
  switch (role) {
    case 'user': {
      if (content.length === 0) return refuseMissing(`messages[${index}].content`);
      const decoded: Message = { role, content };
      if (typeof message['name'] === 'string') decoded.name = message['name'];
      return withExtra(decoded, message);
    }
    case 'system':
    case 'developer':
      if (content.length === 0) return refuseMissing(`messages[${index}].content`);
      return withExtra({ role, content }, message);
    case 'assistant':
      return decodeAssistant(message, index, content);
    case 'tool': {
      const id = message['tool_call_id'];
      if (id === undefined) return refuseMissing(`messages[${index}].tool_call_id`);
      if (typeof id !== 'string') return refuseType(`messages[${index}].tool_call_id`, 'a string', id);
      return withExtra({ role, toolCallId: id, content }, message);
    }
    case 'function':
      return { role: 'tool', toolCallId: lastCallId(earlier) ?? functionCallId(index), content };
    case undefined:
      return refuseMissing(`messages[${index}].role`);
    default:
      if (typeof role !== 'string') return refuseType(`messages[${index}].role`, 'a string', role);
      return refuseValue(`messages[${index}].role`, `one of system, developer, user, assistant, tool; got "${role.slice(0, 40)}"`);
  }
}

function decodeAssistant(message: JsonObject, index: number, content: Message['content']): Message | DecodeRefusal {
  const toolCalls = decodeToolCalls(message, index);
  if (toolCalls instanceof DecodeRefusal) return toolCalls;
  const decoded: Message = { role: 'assistant', content, toolCalls };
  const reasoning = returnSignatures(readReasoning(message), toolCalls);
  if (reasoning.length > 0) decoded.reasoning = reasoning;
  const refusal = message['refusal'];
  if (typeof refusal === 'string') decoded.refusal = refusal;
  else if (refusal !== undefined && refusal !== null) return refuseType(`messages[${index}].refusal`, 'a string', refusal);
  return withExtra(decoded, message);
}

function decodeToolCalls(message: JsonObject, index: number): ToolCall[] | DecodeRefusal {
  const calls = message['tool_calls'];
  const legacy = message['function_call'];
  if (isJsonObject(legacy) && typeof legacy['name'] === 'string') {
    return [{ id: functionCallId(index), name: legacy['name'], arguments: text(legacy['arguments']) }];
  }
  if (calls === undefined || calls === null) return [];
  if (!Array.isArray(calls)) return refuseType(`messages[${index}].tool_calls`, 'an array', calls);
  const decoded: ToolCall[] = [];
  for (let at = 0; at < calls.length; at++) {
    const call = decodeToolCall(calls[at], `messages[${index}].tool_calls[${at}]`);
    if (call instanceof DecodeRefusal) return call;
    decoded.push(call);
  }
  return decoded;
}

function decodeToolCall(call: unknown, param: string): ToolCall | DecodeRefusal {
  if (!isJsonObject(call)) return refuseType(param, 'an object', call);
  const id = call['id'];
  if (id === undefined) return refuseMissing(`${param}.id`);
  if (typeof id !== 'string') return refuseType(`${param}.id`, 'a string', id);
  if (call['type'] === 'custom') {
    const custom = call['custom'];
    if (!isJsonObject(custom)) return refuseType(`${param}.custom`, 'an object', custom);
    if (typeof custom['name'] !== 'string') return refuseType(`${param}.custom.name`, 'a string', custom['name']);
    return { id, name: custom['name'], arguments: text(custom['input']), isCustom: true };
  }
  const called = call['function'];
  if (!isJsonObject(called)) return refuseType(`${param}.function`, 'an object', called);
  if (typeof called['name'] !== 'string') return refuseType(`${param}.function.name`, 'a string', called['name']);
  const args = called['arguments'];
  if (typeof args !== 'string' && args !== undefined && args !== null && !isJsonObject(args)) {
    return refuseType(`${param}.function.arguments`, 'a string', args);
  }
  return { id, name: called['name'], arguments: text(args) };
}

/** Some clients send arguments as an object where the dialect wants its JSON text. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** The `function_call` form had no ids; one per message is enough to pair the answer with its call. */
function functionCallId(index: number): string {
  return `call_function_${index}`;
}

function lastCallId(earlier: readonly Message[]): string | undefined {
  for (let index = earlier.length - 1; index >= 0; index--) {
    const message = earlier[index];
    if (message?.role === 'assistant') return message.toolCalls[0]?.id;
  }
  return undefined;
}

function withExtra(decoded: Message, message: JsonObject): Message {
  let extra: JsonObject | undefined;
  for (const field in message) {
    if (isKnownField(field, decoded.role)) continue;
    const value = message[field];
    if (value === undefined || value === null) continue;
    extra ??= {};
    extra[field] = value;
  }
  if (extra !== undefined) decoded.extra = extra;
  return decoded;
}

function isKnownField(field: string, role: Message['role']): boolean {
  switch (field) {
    case 'role':
    case 'content':
    case '__proto__':
      return true;
    case 'name':
      return role === 'user';
    case 'tool_call_id':
      return role === 'tool';
    case 'tool_calls':
    case 'function_call':
    case 'refusal':
    case 'reasoning':
    case 'reasoning_content':
    case 'reasoning_details':
      return role === 'assistant';
    default:
      return false;
  }
}
