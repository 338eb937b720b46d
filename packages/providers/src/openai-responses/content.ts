import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ContentPart } from '@tollgate/core/chat/request';

export type Written = Record<string, unknown>;

/** `isOwnDialect`: the caller spoke this dialect too, so that what has no canonical name can be passed on. */
export type Writing = { isOwnDialect: boolean; warnings: Set<string> };

/** Parts of a user's message or of a tool's output. */
export function writeParts(content: readonly ContentPart[], writing: Writing): Written[] {
  const written: Written[] = [];
  for (const part of content) {
    const one = writePart(part, writing);
    if (one !== null) written.push(one);
  }
  return written;
}

function writePart(part: ContentPart, { isOwnDialect, warnings }: Writing): Written | null {
  if ('cacheControl' in part && part.cacheControl !== undefined) warnings.add('cache_control');
  if ('extra' in part) for (const field in part.extra) warnings.add(field);
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image':
      return { type: 'input_image', image_url: part.url, detail: part.detail ?? 'auto' };
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: part.format } };
    case 'file':
      return writeFile(part);
    case 'other':
      if (isOwnDialect) return part.raw;
      warnings.add(nameOf(part.raw));
      return null;
  }
}

function writeFile({ data, url, fileId, filename }: ContentPart & { type: 'file' }): Written {
  const written: Written = { type: 'input_file' };
  if (fileId !== undefined) return { ...written, file_id: fileId };
  if (data === undefined) return { ...written, file_url: url };
  written['file_data'] = data.startsWith('data:') ? data : `data:application/pdf;base64,${data}`;
  // Bytes without a name are refused.
  written['filename'] = filename ?? (data.startsWith('data:text/') ? 'document.txt' : 'document.pdf');
  return written;
}

/** An item of the conversation that was kept as it came, in contrast to a part of a message. */
export function isItem(raw: Written): boolean {
  const { type } = raw;
  return typeof type === 'string' && !type.startsWith('input_') && !type.startsWith('output_') && type !== 'refusal';
}

export function nameOf(raw: unknown): string {
  return isJsonObject(raw) && typeof raw['type'] === 'string' ? raw['type'] : 'content';
}
