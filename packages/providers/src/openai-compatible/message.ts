import { encodeToolCall } from '@tollgate/core/chat/openai/encode-response';
import { reasoningDetails, reasoningText } from '@tollgate/core/chat/openai/write-reasoning';
import { fromBase64 } from '@tollgate/core/chat/content/base64-text';
import type { CacheControl, ContentPart, Message } from '@tollgate/core/chat/request';
import { parseDataUrl } from '../data-url.ts';
import type { OpenAiQuirks } from './quirks.ts';

type Written = Record<string, unknown>;

/** `isOwnDialect`: the caller spoke this dialect too, so that what has no canonical name can be passed on. */
export type Writing = { quirks: OpenAiQuirks; warnings: Set<string>; isOwnDialect: boolean };

/** One canonical message in OpenAI's form, as far as this server takes it. */
function writeMessage(message: Message, writing: Writing): Written {
  const { quirks, isOwnDialect } = writing;
  const written: Written = { role: message.role };
  if (message.role === 'developer' && !quirks.hasDeveloperRole) written['role'] = 'system';
  written['content'] = writeContent(message.content, writing);
  if (message.role === 'user' && message.name !== undefined) written['name'] = message.name;
  if (message.role === 'tool') written['tool_call_id'] = toolCallId(message.toolCallId, quirks);
  if (message.role === 'assistant') writeAssistant(written, message, writing);
  if (message.role === 'tool' && message.isError === true) writing.warnings.add('is_error');
  for (const field in message.extra) {
    if (isOwnDialect) written[field] ??= message.extra[field];
    else writing.warnings.add(field);
  }
  return written;
}

/**
 * Canonical messages in OpenAI's form. Results of tools are text here: what else they hold follows them as a message of the user, after
 * the results of all calls of the turn.
 */
export function writeMessages(messages: readonly Message[], writing: Writing): Written[] {
  const written: Written[] = [];
  let shown: ContentPart[] = [];
  const show = (): void => {
    if (shown.length > 0) written.push({ role: 'user', content: writeContent(shown, writing) });
    shown = [];
  };
  for (const message of messages) {
    if (message.role !== 'tool') show();
    if (message.role !== 'tool' || message.content.every(isText)) {
      written.push(writeMessage(message, writing));
      continue;
    }
    writing.warnings.add('messages.content');
    shown.push({ type: 'text', text: `Result of the call ${toolCallId(message.toolCallId, writing.quirks)}:` });
    shown.push(...message.content.filter((part) => !isText(part)));
    const texts = message.content.filter(isText);
    written.push(writeMessage({ ...message, content: texts.length > 0 ? texts : [SEE_BELOW] }, writing));
  }
  show();
  return written;
}

const SEE_BELOW: ContentPart = { type: 'text', text: 'The result is in the next message of the user.' };

function isText(part: ContentPart): boolean {
  return part.type === 'text';
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
  for (const call of message.toolCalls) {
    if (call.cacheControl !== undefined) warnings.add('cache_control');
    if (call.signature !== undefined && quirks.reasoningField !== 'reasoning') warnings.add('reasoning_details');
  }
  writeReasoning(written, message, quirks, warnings);
}

function writeReasoning(written: Written, message: Message & { role: 'assistant' }, quirks: OpenAiQuirks, warnings: Set<string>): void {
  if (quirks.reasoningField === 'reasoning') {
    const details = reasoningDetails(message.reasoning ?? [], message.toolCalls);
    if (details !== null) written['reasoning_details'] = details;
  }
  if (message.reasoning === undefined) return;
  if (quirks.reasoningField === null) {
    warnings.add('reasoning_content');
    return;
  }
  const text = reasoningText(message.reasoning);
  if (text !== '') written[quirks.reasoningField] = text;
  if (
    quirks.reasoningField !== 'reasoning' &&
    message.reasoning.some((part) => part.signature !== undefined || part.encrypted !== undefined)
  ) {
    warnings.add('reasoning_details');
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
  if (content.length === 1 && first.type === 'text' && first.extra === undefined) {
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
  if ('extra' in part) for (const field in part.extra) warnings.add(field);
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
      const text = textOfFile(part);
      if (text !== null) return marked({ type: 'text', text }, part.cacheControl, quirks, warnings);
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

/** Servers of the dialect take PDFs; a document that is text is as good as text. */
function textOfFile({ data, filename }: ContentPart & { type: 'file' }): string | null {
  const parsed = data?.startsWith('data:text/') === true ? parseDataUrl(data) : null;
  const text = parsed === null ? null : fromBase64(parsed.base64);
  return text === null || filename === undefined ? text : `${filename}\n\n${text}`;
}

function marked(written: Written, mark: CacheControl | undefined, quirks: OpenAiQuirks, warnings: Set<string>): Written {
  if (mark === undefined) return written;
  if (quirks.hasCacheControl) written['cache_control'] = { type: 'ephemeral', ...mark };
  else warnings.add('cache_control');
  return written;
}
