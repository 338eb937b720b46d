import type { ContentPart } from '@tollgate/core/chat/request';

type Written = Record<string, unknown>;

/** Texts, and images where there are any: then a list of parts, else one string. What has no place is named in `warnings`. */
export function writeContent(content: readonly ContentPart[], warnings: Set<string>): string | Written[] {
  if (!content.some((part) => part.type === 'image')) return writeText(content, warnings);
  const parts: Written[] = [];
  for (const part of content) {
    if (part.type === 'text') parts.push({ type: 'text', text: part.text });
    else if (part.type === 'image') parts.push({ type: 'image_url', image_url: imageOf(part) });
    else warnings.add(nameOf(part));
    warnOfMark(part, warnings);
  }
  return parts;
}

export function writeText(content: readonly ContentPart[], warnings: Set<string>): string {
  const texts: string[] = [];
  for (const part of content) {
    if (part.type === 'text') texts.push(part.text);
    else warnings.add(nameOf(part));
    warnOfMark(part, warnings);
  }
  return texts.join('\n');
}

function imageOf(part: ContentPart & { type: 'image' }): Written {
  return part.detail === undefined ? { url: part.url } : { url: part.url, detail: part.detail };
}

function warnOfMark(part: ContentPart, warnings: Set<string>): void {
  if ('cacheControl' in part && part.cacheControl !== undefined) warnings.add('cache_control');
}

function nameOf(part: ContentPart): string {
  switch (part.type) {
    case 'image':
      return 'image_url';
    case 'audio':
      return 'input_audio';
    case 'file':
      return part.data !== undefined ? 'file_data' : part.url !== undefined ? 'file_url' : 'file_id';
    default:
      return part.type === 'other' && typeof part.raw['type'] === 'string' ? part.raw['type'] : 'content';
  }
}
