import { DecodeRefusal, refuseMissing, refuseType } from '../openai/decode-refusal.ts';
import { isJsonObject, type JsonObject } from '../openai/is-json-object.ts';
import type { ContentPart } from '../request.ts';

/** A string or content parts of an item; parts without a canonical name are kept as they came. */
export function decodeContent(content: unknown, param: string): ContentPart[] | DecodeRefusal {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  if (content === null || content === undefined) return [];
  if (!Array.isArray(content)) return refuseType(param, 'a string or an array of content parts', content);
  const parts: ContentPart[] = [];
  for (let index = 0; index < content.length; index++) {
    const part = decodePart(content[index], `${param}[${index}]`);
    if (part instanceof DecodeRefusal) return part;
    parts.push(part);
  }
  return parts;
}

function decodePart(part: unknown, param: string): ContentPart | DecodeRefusal {
  if (typeof part === 'string') return { type: 'text', text: part };
  if (!isJsonObject(part)) return refuseType(param, 'an object', part);
  const { type } = part;
  if (type === undefined) return refuseMissing(`${param}.type`);
  if (typeof type !== 'string') return refuseType(`${param}.type`, 'a string', type);
  switch (type) {
    case 'input_text':
    case 'output_text':
    case 'text': {
      const { text } = part;
      return typeof text === 'string' ? { type: 'text', text } : refuseField(`${param}.text`, text);
    }
    case 'input_image':
      return decodeImage(part, param);
    case 'input_file':
      return decodeFile(part, param);
    case 'input_audio': {
      const audio = part['input_audio'];
      if (!isJsonObject(audio)) return refuseType(`${param}.input_audio`, 'an object', audio);
      const { data, format } = audio;
      if (typeof data !== 'string') return refuseField(`${param}.input_audio.data`, data);
      if (typeof format !== 'string') return refuseField(`${param}.input_audio.format`, format);
      return { type: 'audio', data, format };
    }
    default:
      return { type: 'other', raw: part };
  }
}

function decodeImage(part: JsonObject, param: string): ContentPart | DecodeRefusal {
  const { image_url: url, detail } = part;
  if (url === undefined || url === null) {
    // An image that the provider stores is named by its id alone.
    return typeof part['file_id'] === 'string' ? { type: 'other', raw: part } : refuseMissing(`${param}.image_url`);
  }
  if (typeof url !== 'string') return refuseType(`${param}.image_url`, 'a string', url);
  return typeof detail === 'string' && detail !== 'auto' ? { type: 'image', url, detail } : { type: 'image', url };
}

function decodeFile(part: JsonObject, param: string): ContentPart | DecodeRefusal {
  const decoded: ContentPart & { type: 'file' } = { type: 'file' };
  for (const [field, name] of FILE_FIELDS) {
    const value = part[field];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return refuseType(`${param}.${field}`, 'a string', value);
    decoded[name] = value;
  }
  const isEmpty = decoded.data === undefined && decoded.url === undefined && decoded.fileId === undefined;
  return isEmpty ? refuseMissing(`${param}.file_data`) : decoded;
}

const FILE_FIELDS = [
  ['file_data', 'data'],
  ['file_url', 'url'],
  ['file_id', 'fileId'],
  ['filename', 'filename'],
] as const;

function refuseField(param: string, actual: unknown): DecodeRefusal {
  return actual === undefined ? refuseMissing(param) : refuseType(param, 'a string', actual);
}
