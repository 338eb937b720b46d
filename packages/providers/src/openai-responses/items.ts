import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ReasoningPart, ToolCall } from '@tollgate/core/chat/request';
import type { Citation } from '@tollgate/core/chat/response';

export function isCall(item: JsonObject): boolean {
  return item['type'] === 'function_call' || item['type'] === 'custom_tool_call';
}

/** @param place stands for an id that the provider left out. */
export function readCall(item: JsonObject, answerId: string, place: number): ToolCall {
  const isCustom = item['type'] === 'custom_tool_call';
  const id = text(item['call_id']) || text(item['id']) || `call_${answerId}_${place}`;
  const call: ToolCall = { id, name: text(item['name']), arguments: argumentsText(item[isCustom ? 'input' : 'arguments']) };
  if (isCustom) call.isCustom = true;
  return call;
}

/** Summaries and thoughts of a reasoning item, the encrypted whole on the last of them. An item that holds nothing gives none. */
export function readReasoning(item: JsonObject): ReasoningPart[] {
  const parts: ReasoningPart[] = [];
  for (const summary of textsOf(item['summary'])) parts.push({ text: summary, isSummary: true });
  for (const thought of textsOf(item['content'])) parts.push({ text: thought });
  const encrypted = text(item['encrypted_content']);
  if (encrypted === '') return parts;
  const id = text(item['id']);
  const owner = id === '' ? { format: 'openai-responses-v1' as const } : { format: 'openai-responses-v1' as const, id };
  if (parts.length === 0) parts.push({ text: '' });
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, ...owner, encrypted } : { ...part, ...owner }));
}

export function readCitation(annotation: unknown): Citation | null {
  if (!isJsonObject(annotation)) return null;
  const { url, title, filename, start_index: start, end_index: end } = annotation;
  const citation: Citation = {};
  if (typeof url === 'string') citation.url = url;
  if (typeof title === 'string') citation.title = title;
  else if (typeof filename === 'string') citation.title = filename;
  if (typeof start === 'number') citation.startIndex = start;
  if (typeof end === 'number') citation.endIndex = end;
  return citation.url === undefined && citation.title === undefined ? null : citation;
}

/** The picture of an `image_generation_call`; `null` when it has none. */
export function readImage(item: JsonObject): string | null {
  const result = text(item['result']);
  if (result === '') return null;
  return `data:image/${text(item['output_format']) || 'png'};base64,${result}`;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function textsOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry) => (isJsonObject(entry) ? text(entry['text']) : '')).filter((one) => one !== '');
}
