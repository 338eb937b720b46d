import { toBase64 } from '../content/base64-text.ts';
import { readCacheControl } from '../openai/decode-content.ts';
import { DecodeRefusal, refuseMissing, refuseType } from '../openai/decode-refusal.ts';
import { isJsonObject, type JsonObject } from '../openai/is-json-object.ts';
import type { CacheControl, ContentPart } from '../request.ts';
import { otherFields } from '../openai/other-fields.ts';

type TextPart = ContentPart & { type: 'text' };

/** A string or blocks of text, images and documents; anything else is kept as it came. */
export function decodeContent(content: unknown, param: string): ContentPart[] | DecodeRefusal {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  if (content === null || content === undefined) return [];
  if (!Array.isArray(content)) return refuseType(param, 'a string or an array of content blocks', content);
  const parts: ContentPart[] = [];
  for (let index = 0; index < content.length; index++) {
    const part = decodeBlock(content[index], `${param}[${index}]`);
    if (part instanceof DecodeRefusal) return part;
    parts.push(part);
  }
  return parts;
}

export function decodeBlock(block: unknown, param: string): ContentPart | DecodeRefusal {
  if (!isJsonObject(block)) return refuseType(param, 'an object', block);
  const { type } = block;
  if (type === undefined) return refuseMissing(`${param}.type`);
  if (typeof type !== 'string') return refuseType(`${param}.type`, 'a string', type);
  switch (type) {
    case 'text': {
      const { text } = block;
      if (text === undefined) return refuseMissing(`${param}.text`);
      if (typeof text !== 'string') return refuseType(`${param}.text`, 'a string', text);
      return finish<TextPart>({ type, text }, block, ['type', 'text', 'cache_control']);
    }
    case 'image':
      return decodeImage(block, param);
    case 'document':
      return decodeDocument(block, param);
    default:
      return { type: 'other', raw: block };
  }
}

function decodeImage(block: JsonObject, param: string): ContentPart | DecodeRefusal {
  const source = block['source'];
  if (!isJsonObject(source)) return refuseType(`${param}.source`, 'an object', source);
  const url = readSource(source, `${param}.source`);
  if (url instanceof DecodeRefusal) return url;
  if (url === null) return { type: 'other', raw: block };
  const decoded: ContentPart = { type: 'image', url };
  const cacheControl = readCacheControl(block['cache_control']);
  if (cacheControl !== undefined) decoded.cacheControl = cacheControl;
  return decoded;
}

const DOCUMENT_FIELDS = ['type', 'source', 'title', 'cache_control'];

function decodeDocument(block: JsonObject, param: string): ContentPart | DecodeRefusal {
  const { source, title } = block;
  if (!isJsonObject(source)) return refuseType(`${param}.source`, 'an object', source);
  const decoded: ContentPart & { type: 'file' } = { type: 'file' };
  if (source['type'] === 'text' && typeof source['data'] === 'string') {
    decoded.data = `data:text/plain;base64,${toBase64(source['data'])}`;
  } else if (source['type'] === 'file' && typeof source['file_id'] === 'string') {
    decoded.fileId = source['file_id'];
  } else {
    const url = readSource(source, `${param}.source`);
    if (url instanceof DecodeRefusal) return url;
    if (url === null) return { type: 'other', raw: block };
    if (source['type'] === 'url') decoded.url = url;
    else decoded.data = url;
  }
  if (typeof title === 'string') decoded.filename = title;
  return finish(decoded, block, DOCUMENT_FIELDS);
}

/** A URL, or bytes as a data URL; `null`: a source without a canonical form. */
function readSource(source: JsonObject, param: string): string | null | DecodeRefusal {
  if (source['type'] === 'url') {
    const { url } = source;
    return typeof url === 'string' ? url : refuseType(`${param}.url`, 'a string', url);
  }
  if (source['type'] !== 'base64') return null;
  const { media_type: mediaType, data } = source;
  if (typeof mediaType !== 'string') return refuseType(`${param}.media_type`, 'a string', mediaType);
  if (typeof data !== 'string') return refuseType(`${param}.data`, 'a string', data);
  return `data:${mediaType};base64,${data}`;
}

function finish<Part extends { cacheControl?: CacheControl; extra?: Record<string, unknown> }>(
  decoded: Part,
  block: JsonObject,
  known: readonly string[],
): Part {
  const cacheControl = readCacheControl(block['cache_control']);
  if (cacheControl !== undefined) decoded.cacheControl = cacheControl;
  const extra = otherFields(block, known);
  if (extra !== undefined) decoded.extra = extra;
  return decoded;
}
