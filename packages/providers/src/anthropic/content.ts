import type { CacheControl, ContentPart } from '@tollgate/core/chat/request';
import { parseDataUrl } from '../data-url.ts';

export type Block = Record<string, unknown>;

/** Content parts as blocks. Empty texts are left out, because the API refuses them; what has no block is named in `warnings`. */
export function writeBlocks(content: readonly ContentPart[], warnings: Set<string>): Block[] {
  const blocks: Block[] = [];
  for (const part of content) {
    const block = writeBlock(part, warnings);
    if (block !== null) blocks.push(block);
  }
  return blocks;
}

function writeBlock(part: ContentPart, warnings: Set<string>): Block | null {
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
      return writeFile(part, warnings);
    case 'other':
      return unwritable(typeof part.raw['type'] === 'string' ? part.raw['type'] : 'content', warnings);
  }
}

function writeFile(part: ContentPart & { type: 'file' }, warnings: Set<string>): Block | null {
  // A file id belongs to the provider that stores the file.
  if (part.data === undefined) return unwritable('file_id', warnings);
  const data = parseDataUrl(part.data) ?? { mediaType: 'application/pdf', base64: part.data };
  if (data.mediaType.startsWith('image/')) {
    return marked({ type: 'image', source: base64Source(data.mediaType, data.base64) }, part.cacheControl);
  }
  if (data.mediaType !== 'application/pdf') return unwritable('file_data', warnings);
  const block: Block = { type: 'document', source: base64Source(data.mediaType, data.base64) };
  if (part.filename !== undefined) block['title'] = part.filename;
  return marked(block, part.cacheControl);
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
