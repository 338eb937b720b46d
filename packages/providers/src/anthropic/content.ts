import { fromBase64 } from '@tollgate/core/chat/content/base64-text';
import type { CacheControl, ContentPart } from '@tollgate/core/chat/request';
import { parseDataUrl } from '../data-url.ts';

export type Block = Record<string, unknown>;

/** `isOwnDialect`: the caller spoke this dialect too, so that what has no canonical name can be passed on. */
export type Writing = { isOwnDialect: boolean; warnings: Set<string> };

/** Content parts as blocks. Empty texts are left out, because the API refuses them; what has no block is named in `warnings`. */
export function writeBlocks(content: readonly ContentPart[], writing: Writing): Block[] {
  const blocks: Block[] = [];
  for (const part of content) {
    const block = writeBlock(part, writing);
    if (block !== null) blocks.push('extra' in part ? withExtra(block, part.extra, writing) : block);
  }
  return blocks;
}

/** A block's own fields win. */
export function withExtra(block: Block, extra: Record<string, unknown> | undefined, { isOwnDialect, warnings }: Writing): Block {
  if (extra === undefined) return block;
  if (isOwnDialect) return { ...extra, ...block };
  for (const field in extra) warnings.add(field);
  return block;
}

function writeBlock(part: ContentPart, writing: Writing): Block | null {
  const { isOwnDialect, warnings } = writing;
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? null : marked({ type: 'text', text: part.text }, part.cacheControl);
    case 'image': {
      const source = imageSource(part.url);
      if (source === null) return unwritable('image_url', warnings);
      return marked({ type: 'image', source }, part.cacheControl);
    }
    case 'audio':
      return unwritable('input_audio', warnings);
    case 'file':
      return writeFile(part, writing);
    case 'other':
      if (isOwnDialect) return part.raw;
      return unwritable(typeof part.raw['type'] === 'string' ? part.raw['type'] : 'content', warnings);
  }
}

function writeFile(part: ContentPart & { type: 'file' }, { isOwnDialect, warnings }: Writing): Block | null {
  const source = documentSource(part, isOwnDialect);
  if (source === null) return unwritable(part.data === undefined ? 'file_id' : 'file_data', warnings);
  const isImage = typeof source['media_type'] === 'string' && source['media_type'].startsWith('image/');
  if (isImage) return marked({ type: 'image', source }, part.cacheControl);
  const block: Block = { type: 'document', source };
  if (part.filename !== undefined) block['title'] = part.filename;
  return marked(block, part.cacheControl);
}

/** A file id belongs to the provider that stores the file. */
function documentSource({ data, url, fileId }: ContentPart & { type: 'file' }, isOwnDialect: boolean): Block | null {
  if (data === undefined) {
    if (url !== undefined) return { type: 'url', url };
    return isOwnDialect ? { type: 'file', file_id: fileId } : null;
  }
  const { mediaType, base64 } = parseDataUrl(data) ?? { mediaType: 'application/pdf', base64: data };
  if (mediaType === 'application/pdf' || mediaType.startsWith('image/')) return base64Source(mediaType, base64);
  const text = mediaType.startsWith('text/') || mediaType === 'application/json' ? fromBase64(base64) : null;
  return text === null ? null : { type: 'text', media_type: 'text/plain', data: text };
}

function imageSource(url: string): Block | null {
  if (/^https?:\/\//i.test(url)) return { type: 'url', url };
  const data = parseDataUrl(url);
  return data === null ? null : base64Source(data.mediaType, data.base64);
}

function base64Source(mediaType: string, base64: string): Block {
  return { type: 'base64', media_type: mediaType === 'image/jpg' ? 'image/jpeg' : mediaType, data: base64 };
}

export function marked(block: Block, mark: CacheControl | undefined): Block {
  if (mark !== undefined) block['cache_control'] = cacheMark(mark);
  return block;
}

export function cacheMark(mark: CacheControl): Block {
  return mark.ttl === undefined ? { type: 'ephemeral' } : { type: 'ephemeral', ttl: mark.ttl };
}

function unwritable(what: string, warnings: Set<string>): null {
  warnings.add(what);
  return null;
}
