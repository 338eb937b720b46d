import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Citation } from '@tollgate/core/chat/response';
import { utf16Offsets } from './utf16-offsets.ts';

/** More passages than any answer has; the rest is not worth the search. */
const MOST_SUPPORTS = 1_000;

/** Whether it names sources: streams repeat an empty object before the real one. */
export function hasSources(grounding: unknown): grounding is JsonObject {
  return isJsonObject(grounding) && Array.isArray(grounding['groundingChunks']) && grounding['groundingChunks'].length > 0;
}

/** What the built-in tools found for an answer, one citation for each passage and source; without passages one for each source. */
export function readGrounding(grounding: JsonObject, text: string): Citation[] {
  const chunks = objects(grounding['groundingChunks']).map(readSource);
  const supports = objects(grounding['groundingSupports']).slice(0, MOST_SUPPORTS);
  if (supports.length === 0) return chunks.filter(isNamed);
  const locate = createLocator(
    text,
    supports.map((support) => support['segment']),
  );
  const citations: Citation[] = [];
  for (const { segment, groundingChunkIndices } of supports) {
    const place = locate(segment);
    for (const index of Array.isArray(groundingChunkIndices) ? groundingChunkIndices : []) {
      const source = typeof index === 'number' ? chunks[index] : undefined;
      if (source !== undefined && isNamed(source)) citations.push({ ...source, ...place });
    }
  }
  return citations;
}

/** Passages that the model took over from a source (`citationSources` at AI Studio, `citations` at Vertex AI). */
export function readCitationMetadata(metadata: JsonObject, text: string): Citation[] {
  const sources = objects(metadata['citationSources'] ?? metadata['citations']);
  const locate = createLocator(text, sources);
  return sources.slice(0, MOST_SUPPORTS).map((source) => ({ ...named(source), ...locate(source) }));
}

function readSource(chunk: JsonObject): Citation {
  const source = chunk['web'] ?? chunk['retrievedContext'] ?? chunk['maps'];
  if (!isJsonObject(source)) return {};
  const citation = named(source);
  if (chunk['web'] === undefined && typeof source['text'] === 'string') citation.quote = source['text'];
  return citation;
}

function named({ uri, title }: JsonObject): Citation {
  const citation: Citation = {};
  if (typeof uri === 'string') citation.url = uri;
  if (typeof title === 'string') citation.title = title;
  return citation;
}

function isNamed({ url, title, quote }: Citation): boolean {
  return url !== undefined || title !== undefined || quote !== undefined;
}

type Place = { startIndex?: number; endIndex?: number };

/** Segments count bytes; where the bytes are not the passage, it is looked for. */
function createLocator(text: string, segments: readonly unknown[]): (segment: unknown) => Place {
  const bytes: number[] = [];
  for (const segment of segments) if (isJsonObject(segment)) bytes.push(byteOf(segment['startIndex']), byteOf(segment['endIndex']));
  const offsets = utf16Offsets(text, bytes);
  return (segment) => {
    if (!isJsonObject(segment) || typeof segment['endIndex'] !== 'number') return {};
    const startIndex = offsets.get(byteOf(segment['startIndex']));
    const endIndex = offsets.get(byteOf(segment['endIndex']));
    const passage = segment['text'];
    const isThere = startIndex !== undefined && endIndex !== undefined && startIndex <= endIndex;
    if (isThere && (typeof passage !== 'string' || text.slice(startIndex, endIndex) === passage)) return { startIndex, endIndex };
    const at = typeof passage === 'string' && passage !== '' ? text.indexOf(passage) : -1;
    return at < 0 || typeof passage !== 'string' ? {} : { startIndex: at, endIndex: at + passage.length };
  };
}

function byteOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
