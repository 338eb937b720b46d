import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Citation } from '@tollgate/core/chat/response';

/** What servers say of an answer beyond OpenAI's own fields, and callers read. */
const EXTRA_FIELDS = ['service_tier', 'system_fingerprint', 'provider', 'citations', 'search_results'] as const;

/** `undefined` when there is nothing of the kind. */
export function readExtra(answer: JsonObject): Record<string, unknown> | undefined {
  let extra: Record<string, unknown> | undefined;
  for (const field of EXTRA_FIELDS) {
    const value = answer[field];
    if (value !== undefined && value !== null) (extra ??= {})[field] = value;
  }
  return extra;
}

/** `annotations` of a message or a delta. Other kinds than citations of pages have no name of their own. */
export function readAnnotations(annotations: unknown): Citation[] {
  const citations: Citation[] = [];
  if (!Array.isArray(annotations)) return citations;
  for (const annotation of annotations) {
    const cited: unknown = isJsonObject(annotation) ? annotation['url_citation'] : undefined;
    if (!isJsonObject(cited)) continue;
    const citation: Citation = {};
    if (typeof cited['url'] === 'string') citation.url = cited['url'];
    if (typeof cited['title'] === 'string') citation.title = cited['title'];
    if (typeof cited['content'] === 'string') citation.quote = cited['content'];
    if (typeof cited['start_index'] === 'number') citation.startIndex = cited['start_index'];
    if (typeof cited['end_index'] === 'number') citation.endIndex = cited['end_index'];
    citations.push(citation);
  }
  return citations;
}

/** URLs of `images`, where servers put what a model drew. */
export function readImages(images: unknown): string[] {
  const urls: string[] = [];
  if (!Array.isArray(images)) return urls;
  for (const image of images) {
    const named: unknown = isJsonObject(image) ? image['image_url'] : undefined;
    if (isJsonObject(named) && typeof named['url'] === 'string') urls.push(named['url']);
  }
  return urls;
}
