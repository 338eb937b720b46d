import type { ContentPart } from '@tollgate/core/chat/request';
import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { parseDataUrl } from '../data-url.ts';
import { mediaTypeOf } from './media-type.ts';
import type { ModelTraits } from './model-traits.ts';

export type Part = Record<string, unknown>;

/** Where generateContent is served: AI Studio and Vertex AI differ in a few fields. */
export type Flavour = 'gemini' | 'vertex';

/** `details`: how closely images are to be looked at, one entry for each way that was asked for. */
export type Writing = { flavour: Flavour; traits: ModelTraits; warnings: Set<string>; details: Set<string> };

const FILES_API = 'https://generativelanguage.googleapis.com/v1beta/';

/** Content as parts. Empty texts are left out, because the API refuses them; what has no part is named in the warnings. */
export function writeParts(content: readonly ContentPart[], writing: Writing): Part[] {
  const parts: Part[] = [];
  for (const part of content) {
    const written = writePart(part, writing);
    if (written !== null) parts.push(written);
  }
  return parts;
}

function writePart(part: ContentPart, writing: Writing): Part | null {
  switch (part.type) {
    case 'text':
      return part.text === '' ? null : { text: part.text };
    case 'image':
      writing.details.add(part.detail ?? 'auto');
      return writeMedia(part.url, 'image/jpeg', 'image_url', writing);
    case 'audio':
      return { inlineData: { mimeType: audioType(part.format), data: part.data } };
    case 'file':
      return writeFile(part, writing);
    case 'other':
      return writeOther(part.raw, writing);
  }
}

function writeFile(part: ContentPart & { type: 'file' }, writing: Writing): Part | null {
  const named = part.filename === undefined ? undefined : mediaTypeOf(part.filename);
  if (part.data !== undefined) {
    if (part.data.startsWith('data:')) return writeMedia(part.data, named ?? 'application/pdf', 'file_data', writing);
    return { inlineData: { mimeType: named ?? 'application/pdf', data: part.data } };
  }
  if (part.url !== undefined) return writeMedia(part.url, named ?? 'application/pdf', 'file_url', writing);
  const id = part.fileId ?? '';
  if (writing.flavour === 'gemini' && id.startsWith('files/')) return { fileData: { fileUri: FILES_API + id } };
  if (id.startsWith('gs://') || id.startsWith(FILES_API)) return writeMedia(id, named ?? 'application/pdf', 'file_id', writing);
  // A file of another provider.
  return unwritable('file_id', writing);
}

/** Videos have no canonical part; `video_url` is how OpenAI's dialect is extended for them elsewhere. */
function writeOther(raw: Record<string, unknown>, writing: Writing): Part | null {
  const type = typeof raw['type'] === 'string' ? raw['type'] : 'content';
  const video = raw['video_url'];
  const url = isJsonObject(video) ? video['url'] : video;
  return typeof url === 'string' ? writeMedia(url, 'video/mp4', type, writing) : unwritable(type, writing);
}

/** A data URL inline, an address as one that the API fetches. Vertex AI insists on a type, so a likely one stands in for an unknown one. */
function writeMedia(url: string, likelyType: string, field: string, writing: Writing): Part | null {
  const data = parseDataUrl(url);
  if (data !== null) {
    return { inlineData: { mimeType: data.mediaType === 'image/jpg' ? 'image/jpeg' : data.mediaType, data: data.base64 } };
  }
  if (!/^(?:https?|gs):\/\//i.test(url)) return unwritable(field, writing);
  const mimeType = mediaTypeOf(url) ?? (writing.flavour === 'vertex' ? likelyType : undefined);
  return { fileData: mimeType === undefined ? { fileUri: url } : { mimeType, fileUri: url } };
}

function audioType(format: string): string {
  return format === 'pcm16' ? 'audio/L16;rate=24000' : `audio/${format}`;
}

function unwritable(what: string, { warnings }: Writing): null {
  warnings.add(what);
  return null;
}
