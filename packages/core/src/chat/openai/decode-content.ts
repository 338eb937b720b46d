import type { CacheControl, ContentPart } from '../request.ts';
import { DecodeRefusal, refuseMissing, refuseType } from './decode-refusal.ts';
import { isJsonObject, type JsonObject } from './is-json-object.ts';

/** `null` and an absent content are no parts; whether that is allowed is the message's business. */
export function decodeContent(content: unknown, param: string): ContentPart[] | DecodeRefusal {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (content === null || content === undefined) return [];
  if (!Array.isArray(content)) return refuseType(param, 'a string or an array of content parts', content);
  const parts: ContentPart[] = [];
  for (let index = 0; index < content.length; index++) {
    const part = decodePart(content[index], param, index);
    if (part instanceof DecodeRefusal) return part;
    parts.push(part);
  }
  return parts;
}

function decodePart(part: unknown, param: string, index: number): ContentPart | DecodeRefusal {
  if (typeof part === 'string') return { type: 'text', text: part };
  if (!isJsonObject(part)) return refuseType(`${param}[${index}]`, 'an object', part);
  const type = part['type'];
  if (type === 'text') {
    if (typeof part['text'] !== 'string') return refuseField(param, index, 'text', 'a string', part['text']);
    const decoded: ContentPart = { type: 'text', text: part['text'] };
    return withCacheControl(decoded, part);
  }
  if (typeof type !== 'string') return refuseField(param, index, 'type', 'a string', type);
  if (type === 'image_url') return decodeImage(part, param, index);
  if (type === 'input_audio') return decodeAudio(part, param, index);
  if (type === 'file') return decodeFile(part, param, index);
  // An assistant's turn may hold its refusal as a part; a model reads it as text.
  if (type === 'refusal' && typeof part['refusal'] === 'string') return { type: 'text', text: part['refusal'] };
  return { type: 'other', raw: part };
}

function decodeImage(part: JsonObject, param: string, index: number): ContentPart | DecodeRefusal {
  const image = part['image_url'];
  if (typeof image === 'string') return { type: 'image', url: image };
  if (!isJsonObject(image)) return refuseField(param, index, 'image_url', 'an object', image);
  if (typeof image['url'] !== 'string') return refuseField(param, index, 'image_url.url', 'a string', image['url']);
  const decoded: ContentPart = { type: 'image', url: image['url'] };
  const detail = image['detail'];
  if (typeof detail === 'string') decoded.detail = detail;
  else if (detail !== undefined && detail !== null) return refuseField(param, index, 'image_url.detail', 'a string', detail);
  return withCacheControl(decoded, part);
}

function decodeAudio(part: JsonObject, param: string, index: number): ContentPart | DecodeRefusal {
  const audio = part['input_audio'];
  if (!isJsonObject(audio)) return refuseField(param, index, 'input_audio', 'an object', audio);
  if (typeof audio['data'] !== 'string') return refuseField(param, index, 'input_audio.data', 'a string', audio['data']);
  if (typeof audio['format'] !== 'string') return refuseField(param, index, 'input_audio.format', 'a string', audio['format']);
  return { type: 'audio', data: audio['data'], format: audio['format'] };
}

function decodeFile(part: JsonObject, param: string, index: number): ContentPart | DecodeRefusal {
  const file = part['file'];
  if (!isJsonObject(file)) return refuseField(param, index, 'file', 'an object', file);
  const decoded: ContentPart = { type: 'file' };
  for (const [field, name] of FILE_FIELDS) {
    const value = file[field];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return refuseField(param, index, `file.${field}`, 'a string', value);
    decoded[name] = value;
  }
  if (decoded.data === undefined && decoded.fileId === undefined) return refuseMissing(`${param}[${index}].file.file_data`);
  return withCacheControl(decoded, part);
}

const FILE_FIELDS = [
  ['file_data', 'data'],
  ['file_id', 'fileId'],
  ['filename', 'filename'],
] as const;

function withCacheControl<Part extends { cacheControl?: CacheControl }>(decoded: Part, part: JsonObject): Part {
  const cacheControl = readCacheControl(part['cache_control']);
  if (cacheControl !== undefined) decoded.cacheControl = cacheControl;
  return decoded;
}

/** Anthropic's cache marker, which callers of any surface may set. */
export function readCacheControl(value: unknown): CacheControl | undefined {
  if (!isJsonObject(value)) return undefined;
  const ttl = value['ttl'];
  return ttl === '5m' || ttl === '1h' ? { ttl } : {};
}

function refuseField(param: string, index: number, field: string, expected: string, actual: unknown): DecodeRefusal {
  const name = `${param}[${index}].${field}`;
  return actual === undefined ? refuseMissing(name) : refuseType(name, expected, actual);
}
