import type { CacheControl, ContentPart } from '@tollgate/core/chat/request';
import { parseDataUrl } from '../data-url.ts';
import type { ModelTraits } from './model-traits.ts';

export type Block = Record<string, unknown>;

/** The API takes four cache points in a request, the earlier ones being the longer prefixes. */
const MOST_CACHE_POINTS = 4;

/** What a request has used up while it is written. */
export class Writing {
  readonly warnings = new Set<string>();
  readonly traits: ModelTraits;
  readonly #names = new Set<string>();
  #cachePoints = 0;

  constructor(traits: ModelTraits) {
    this.traits = traits;
  }

  /** Appends a cache point where a mark asks for one. */
  addCachePoint(blocks: Block[], mark: CacheControl | undefined): void {
    if (mark === undefined) return;
    if (!this.traits.hasCachePoints || this.#cachePoints >= MOST_CACHE_POINTS) {
      this.warnings.add('cache_control');
      return;
    }
    this.#cachePoints++;
    const point: Block = { type: 'default' };
    // Five minutes are the default, and all that Nova knows.
    if (mark.ttl === '1h' && this.traits.family === 'nova') this.warnings.add('cache_control.ttl');
    else if (mark.ttl === '1h') point['ttl'] = '1h';
    blocks.push({ cachePoint: point });
  }

  /** A name that no other document has: letters, digits, single spaces, hyphens, round and square brackets. */
  documentName(filename: string | undefined): string {
    const stem = (filename ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, 150);
    const clean = stem
      .replace(/[^A-Za-z0-9\-()[\] ]/g, ' ')
      .replace(/ +/g, ' ')
      .trim();
    const wanted = clean === '' ? 'document' : clean;
    let name = wanted;
    for (let count = 2; this.#names.has(name); count++) name = `${wanted} ${count}`;
    this.#names.add(name);
    return name;
  }
}

/** Content parts as blocks, a cache point behind each that is marked. Blank texts are left out, because the API refuses them. */
export function writeBlocks(content: readonly ContentPart[], writing: Writing): Block[] {
  const blocks: Block[] = [];
  for (const part of content) {
    const block = writeBlock(part, writing);
    if (block === null) continue;
    blocks.push(block);
    if ('cacheControl' in part) writing.addCachePoint(blocks, part.cacheControl);
  }
  return blocks;
}

function writeBlock(part: ContentPart, writing: Writing): Block | null {
  const { warnings } = writing;
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? null : { text: part.text };
    case 'image':
      return writeImage(part.url) ?? unwritable('image_url', warnings);
    case 'audio':
      return unwritable('input_audio', warnings);
    case 'file':
      return writeFile(part, writing);
    case 'other':
      return unwritable(typeof part.raw['type'] === 'string' ? part.raw['type'] : 'content', warnings);
  }
}

const IMAGE_FORMATS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Bytes, or what is in a bucket; the API fetches nothing from the web. */
function writeImage(url: string): Block | null {
  if (url.startsWith('s3://')) {
    const format = IMAGE_FORMATS[`image/${extensionOf(url)}`];
    return format === undefined ? null : { image: { format, source: { s3Location: { uri: url } } } };
  }
  const data = parseDataUrl(url);
  const format = data === null ? undefined : IMAGE_FORMATS[data.mediaType];
  return data === null || format === undefined ? null : { image: { format, source: { bytes: data.base64 } } };
}

const DOCUMENT_FORMATS: Record<string, string> = {
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
};
const DOCUMENT_EXTENSIONS = new Set(Object.values(DOCUMENT_FORMATS));

function writeFile(part: ContentPart & { type: 'file' }, writing: Writing): Block | null {
  // A file id belongs to the provider that stores the file; a URL would have to be fetched.
  if (part.data === undefined) return unwritable(part.url === undefined ? 'file_id' : 'file_url', writing.warnings);
  const data = parseDataUrl(part.data);
  if (data !== null && IMAGE_FORMATS[data.mediaType] !== undefined) return writeImage(part.data);
  const extension = extensionOf(part.filename ?? '');
  const named = DOCUMENT_EXTENSIONS.has(extension) ? extension : undefined;
  const format = data === null ? (named ?? 'pdf') : (DOCUMENT_FORMATS[data.mediaType] ?? named);
  if (format === undefined) return unwritable('file_data', writing.warnings);
  return { document: { format, name: writing.documentName(part.filename), source: { bytes: data?.base64 ?? part.data } } };
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

function unwritable(what: string, warnings: Set<string>): null {
  warnings.add(what);
  return null;
}
