import { encodeToolCall } from '@tollgate/core/chat/openai/encode-response';
import { reasoningDetails, reasoningText } from '@tollgate/core/chat/openai/write-reasoning';
import type { CacheControl, ContentPart, Message } from '@tollgate/core/chat/request';
import type { OpenAiQuirks } from './quirks.ts';

type Written = Record<string, unknown>;

/** `isOwnDialect`: the caller spoke this dialect too, so that what has no canonical name can be passed on. */
export type Writing = { quirks: OpenAiQuirks; warnings: Set<string>; isOwnDialect: boolean };

/** One canonical message in OpenAI's form, as far as this server takes it. */
export function writeMessage(message: Message, writing: Writing): Written {
  const { quirks, isOwnDialect } = writing;
  const written: Written = { role: message.role };
  if (message.role === 'developer' && !quirks.hasDeveloperRole) written['role'] = 'system';
  written['content'] = writeContent(message.content, writing);
  if (message.role === 'user' && message.name !== undefined) written['name'] = message.name;
  if (message.role === 'tool') written['tool_call_id'] = toolCallId(message.toolCallId, quirks);
  if (message.role === 'assistant') writeAssistant(written, message, writing);
  if (isOwnDialect) for (const field in message.extra) written[field] ??= message.extra[field];
  return written;
}

function writeAssistant(written: Written, message: Message & { role: 'assistant' }, { quirks, warnings }: Writing): void {
  if (message.content.length === 0 && (message.toolCalls.length > 0 || message.refusal !== undefined)) written['content'] = null;
  if (message.refusal !== undefined) written['refusal'] = message.refusal;
  if (message.toolCalls.length > 0) {
    written['tool_calls'] = message.toolCalls.map((call) => {
      const encoded = encodeToolCall(call);
      encoded['id'] = toolCallId(call.id, quirks);
      return encoded;
    });
  }
  if (message.reasoning === undefined) return;
  if (quirks.reasoningField === null) {
    warnings.add('reasoning_content');
    return;
  }
  written[quirks.reasoningField] = reasoningText(message.reasoning);
  if (quirks.reasoningField === 'reasoning') {
    const details = reasoningDetails(message.reasoning);
    if (details !== null) written['reasoning_details'] = details;
  }
}

function toolCallId(id: string, quirks: OpenAiQuirks): string {
  return quirks.toToolCallId === undefined ? id : quirks.toToolCallId(id);
}

/** A lone text is written as a string, which every server of the dialect takes. */
function writeContent(content: readonly ContentPart[], writing: Writing): string | Written[] {
  const { quirks, warnings } = writing;
  const first = content[0];
  if (first === undefined) return '';
  if (content.length === 1 && first.type === 'text') {
    if (first.cacheControl === undefined) return first.text;
    if (!quirks.hasCacheControl) {
      warnings.add('cache_control');
      return first.text;
    }
  }
  const written: Written[] = [];
  for (const part of content) {
    const one = writePart(part, writing);
    if (one !== null) written.push(one);
  }
  return written;
}

function writePart(part: ContentPart, { quirks, warnings, isOwnDialect }: Writing): Written | null {
  switch (part.type) {
    case 'text':
      return marked({ type: 'text', text: part.text }, part.cacheControl, quirks, warnings);
    case 'image': {
      const image: Written = { url: part.url };
      if (part.detail !== undefined) image['detail'] = part.detail;
      return marked({ type: 'image_url', image_url: image }, part.cacheControl, quirks, warnings);
    }
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: part.format } };
    case 'file': {
      const file: Written = {};
      if (part.url !== undefined) file['file_url'] = part.url;
      if (part.data !== undefined) file['file_data'] = part.data;
      if (part.fileId !== undefined) file['file_id'] = part.fileId;
      if (part.filename !== undefined) file['filename'] = part.filename;
      return marked({ type: 'file', file }, part.cacheControl, quirks, warnings);
    }
    case 'other':
      if (isOwnDialect) return part.raw;
      warnings.add(typeof part.raw['type'] === 'string' ? part.raw['type'] : 'content');
      return null;
  }
}

function marked(written: Written, mark: CacheControl | undefined, quirks: OpenAiQuirks, warnings: Set<string>): Written {
  if (mark === undefined) return written;
  if (quirks.hasCacheControl) written['cache_control'] = { type: 'ephemeral', ...mark };
  else warnings.add('cache_control');
  return written;
}
