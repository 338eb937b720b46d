import { DecodeRefusal, refuseMissing, refuseType, refuseValue } from '../openai/decode-refusal.ts';
import { isJsonObject, type JsonObject } from '../openai/is-json-object.ts';
import { returnSignatures } from '../reasoning/carry-reasoning.ts';
import type { ContentPart, Message, ReasoningPart, ToolCall } from '../request.ts';
import { decodeContent } from './decode-content.ts';
import { decodeReasoningItem } from './decode-reasoning.ts';

type Assistant = Message & { role: 'assistant' };

/**
 * Adds one input item to `decoded`. What the model said in one go (reasoning, text, calls) is one message; other dialects want the calls
 * of a turn together.
 */
export function decodeItem(item: unknown, param: string, decoded: Message[]): DecodeRefusal | undefined {
  if (!isJsonObject(item)) return refuseType(param, 'an object', item);
  const { type } = item;
  if (type !== undefined && type !== null && typeof type !== 'string') return refuseType(`${param}.type`, 'a string', type);
  switch (type) {
    case 'message':
      return decodeMessage(item, param, decoded);
    case 'function_call':
    case 'custom_tool_call': {
      const call = decodeCall(item, param);
      if (call instanceof DecodeRefusal) return call;
      const turn = assistantTurn(decoded);
      turn.toolCalls.push(call);
      setReasoning(turn, turn.reasoning ?? []);
      return undefined;
    }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return decodeOutput(item, param, decoded);
    case 'reasoning': {
      const parts = decodeReasoningItem(item, param);
      if (parts instanceof DecodeRefusal) return parts;
      const turn = assistantTurn(decoded);
      setReasoning(turn, [...(turn.reasoning ?? []), ...parts]);
      return undefined;
    }
    case 'item_reference':
      return refuseReference(param);
    case undefined:
    case null:
      if (item['role'] === undefined && typeof item['id'] === 'string') return refuseReference(param);
      return decodeMessage(item, param, decoded);
    default:
      addOther(item, type, decoded);
      return undefined;
  }
}

function refuseReference(param: string): DecodeRefusal {
  const text = `${param} names an item that is stored elsewhere. Send the item itself, or continue with previous_response_id.`;
  return new DecodeRefusal(text, param, 'unsupported_item_reference');
}

function decodeMessage(item: JsonObject, param: string, decoded: Message[]): DecodeRefusal | undefined {
  const { role } = item;
  if (role === undefined) return refuseMissing(`${param}.role`);
  if (item['content'] === undefined || item['content'] === null) return refuseMissing(`${param}.content`);
  const content = decodeContent(item['content'], `${param}.content`);
  if (content instanceof DecodeRefusal) return content;
  switch (role) {
    case 'user':
      decoded.push({ role: 'user', content });
      return undefined;
    case 'system':
    case 'developer':
      decoded.push({ role: role === 'system' ? 'system' : 'developer', content });
      return undefined;
    case 'assistant':
      addAnswer(item, content, decoded);
      return undefined;
    default:
      if (typeof role !== 'string') return refuseType(`${param}.role`, 'a string', role);
      return refuseValue(`${param}.role`, `one of system, developer, user, assistant; got "${role.slice(0, 40)}"`);
  }
}

function addAnswer(item: JsonObject, content: ContentPart[], decoded: Message[]): void {
  const texts = content.filter((part) => !isRefusal(part));
  const last = decoded.at(-1);
  // After thoughts or calls it goes on; after another text it is a message of its own.
  const turn =
    last?.role === 'assistant' && last.content.length > 0 && last.toolCalls.length === 0 ? newTurn(decoded) : assistantTurn(decoded);
  turn.content.push(...texts);
  for (const part of content)
    if (part.type === 'other' && isRefusal(part)) turn.refusal = (turn.refusal ?? '') + String(part.raw['refusal']);
  if (typeof item['phase'] === 'string') turn.extra = { ...turn.extra, phase: item['phase'] };
}

function isRefusal(part: ContentPart): boolean {
  return part.type === 'other' && part.raw['type'] === 'refusal' && typeof part.raw['refusal'] === 'string';
}

function decodeCall(item: JsonObject, param: string): ToolCall | DecodeRefusal {
  const isCustom = item['type'] === 'custom_tool_call';
  const field = isCustom ? 'input' : 'arguments';
  const { call_id: id, name } = item;
  const args = item[field] ?? '';
  if (id === undefined) return refuseMissing(`${param}.call_id`);
  if (typeof id !== 'string') return refuseType(`${param}.call_id`, 'a string', id);
  if (name === undefined) return refuseMissing(`${param}.name`);
  if (typeof name !== 'string') return refuseType(`${param}.name`, 'a string', name);
  if (typeof args !== 'string' && !isJsonObject(args)) return refuseType(`${param}.${field}`, 'a string', args);
  const call: ToolCall = { id, name, arguments: typeof args === 'string' ? args : JSON.stringify(args) };
  if (isCustom) call.isCustom = true;
  return call;
}

function decodeOutput(item: JsonObject, param: string, decoded: Message[]): DecodeRefusal | undefined {
  const { call_id: id, output } = item;
  if (id === undefined) return refuseMissing(`${param}.call_id`);
  if (typeof id !== 'string') return refuseType(`${param}.call_id`, 'a string', id);
  const content = decodeContent(output, `${param}.output`);
  if (content instanceof DecodeRefusal) return content;
  decoded.push({ role: 'tool', toolCallId: id, content });
  return undefined;
}

/** What the provider's own tools did belongs to the model's turn, what they are given to the caller's. */
function addOther(item: JsonObject, type: string, decoded: Message[]): void {
  const part: ContentPart = { type: 'other', raw: item };
  if (type.endsWith('_output') || type === 'mcp_approval_response') decoded.push({ role: 'user', content: [part] });
  else assistantTurn(decoded).content.push(part);
}

function assistantTurn(decoded: Message[]): Assistant {
  const last = decoded.at(-1);
  return last?.role === 'assistant' ? last : newTurn(decoded);
}

function newTurn(decoded: Message[]): Assistant {
  const turn: Assistant = { role: 'assistant', content: [], toolCalls: [] };
  decoded.push(turn);
  return turn;
}

function setReasoning(turn: Assistant, parts: readonly ReasoningPart[]): void {
  const reasoning = returnSignatures(parts, turn.toolCalls);
  if (reasoning.length > 0) turn.reasoning = reasoning;
  else delete turn.reasoning;
}
