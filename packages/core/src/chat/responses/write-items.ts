import { wrapReasoning } from '../reasoning/carry-reasoning.ts';
import type { ReasoningPart, ToolCall } from '../request.ts';
import type { Citation } from '../response.ts';

export type Item = Record<string, unknown>;
export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export function messageItem(id: string, content: Item[], status: ItemStatus): Item {
  return { id, type: 'message', status, role: 'assistant', content };
}

export function textPart(text: string, annotations: Item[], logprobs: unknown[]): Item {
  return { type: 'output_text', text, annotations, logprobs };
}

export function refusalPart(refusal: string): Item {
  return { type: 'refusal', refusal };
}

export function callItem(id: string, call: ToolCall, status: ItemStatus): Item {
  const item: Item =
    call.isCustom === true
      ? { id, type: 'custom_tool_call', status, call_id: call.id, name: call.name, input: call.arguments }
      : { id, type: 'function_call', status, call_id: call.id, name: call.name, arguments: call.arguments };
  return item;
}

/** Every thought is shown as a summary, the one place where clients look. */
export function reasoningItem(id: string, texts: readonly string[], token: string | null): Item {
  return { id, type: 'reasoning', summary: texts.map(summaryPart), encrypted_content: token };
}

export function summaryPart(text: string): Item {
  return { type: 'summary_text', text };
}

/** What must come back with a thought, wrapped when it is not OpenAI's; `null`: nothing. */
export function thoughtToken(part: ReasoningPart): string | null {
  if (part.encrypted === undefined && part.signature === undefined) return null;
  if (part.format === 'openai-responses-v1') return part.encrypted ?? null;
  // Whose it is was not said: it is an older client's or server's, and a signature is Claude's invention.
  return wrapReasoning(part, part.format ?? 'anthropic-claude-v1');
}

/** `null`: an image elsewhere, which has no item. */
export function imageItem(id: string, url: string, status: ItemStatus): Item | null {
  const comma = url.indexOf(',');
  if (!url.startsWith('data:') || comma < 0) return null;
  return { id, type: 'image_generation_call', status, result: status === 'completed' ? url.slice(comma + 1) : null };
}

export function annotationOf({ url, title, startIndex, endIndex }: Citation): Item {
  return { type: 'url_citation', url: url ?? '', title: title ?? '', start_index: startIndex ?? 0, end_index: endIndex ?? 0 };
}
