import type { ChatRequest } from '@tollgate/core/chat/request';

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const TOOL_USE_ID = /^[a-zA-Z0-9_.:-]{1,64}$/;

/** A tool's name as the API takes it. Another one becomes what is left of it with a hash of the whole, the same every time. */
export function toToolName(name: string): string {
  if (TOOL_NAME.test(name)) return name;
  return `${name.slice(0, 48).replace(/[^a-zA-Z0-9_-]/g, '_')}_${hash(name)}`;
}

/** The id of a call made elsewhere, so that it and its result stay a pair. */
export function toToolUseId(id: string): string {
  if (TOOL_USE_ID.test(id)) return id;
  return `${id.slice(0, 40).replace(/[^a-zA-Z0-9_-]/g, '_')}_${hash(id)}`;
}

/** The caller's own name for a tool that the answer calls. */
export type ToolNames = (written: string) => string;

export function toolNamesOf(request: ChatRequest | undefined): ToolNames {
  let renamed: Map<string, string> | null = null;
  for (const { name } of request?.tools ?? []) {
    const written = toToolName(name);
    if (written !== name) (renamed ??= new Map()).set(written, name);
  }
  return (written) => renamed?.get(written) ?? written;
}

/** FNV-1a over two differently seeded halves. */
function hash(text: string): string {
  return half(text, 0x811c9dc5).toString(36) + half(text, 0x9747b28c).toString(36);
}

function half(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
