import { checkBaseUrl } from '@tollgate/core/egress/check-base-url';
import type { ChatRequest, ContentPart, Message } from '@tollgate/core/chat/request';
import type { CallTarget, ChatApi, UpstreamError } from '@tollgate/providers/adapter';
import { failure } from './classify-failure.ts';
import type { UpstreamPools } from './upstream-pools.ts';

const MAX_FILES = 20;
const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_TOTAL_BYTES = 40 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const TYPES = /^(image\/(png|jpeg|gif|webp|heic|heif)|application\/pdf)$/;

/** The addresses of files in a request that an API wants as bytes; empty for almost every request. */
export function filesToInline(api: ChatApi, target: CallTarget, request: ChatRequest): string[] {
  if (api.takesFileAt === undefined) return [];
  const urls = new Set<string>();
  for (const message of request.messages)
    for (const part of message.content) {
      const url = addressOf(part);
      if (url !== null && !api.takesFileAt(url, target)) urls.add(url);
    }
  return [...urls];
}

/**
 * Fetches files for a provider that does not fetch them itself, and gives the request with their bytes in place of their addresses. What is
 * fetched, and where redirects lead, is judged like a tenant's base URL: nothing inside the operator's network is reached.
 *
 * @param timeoutMs for all of them together.
 */
export async function inlineFiles(
  options: { pools: UpstreamPools; allowPrivateUpstreams: boolean },
  request: ChatRequest,
  urls: readonly string[],
  timeoutMs: number,
): Promise<ChatRequest | UpstreamError> {
  if (urls.length > MAX_FILES)
    return refuse(`The request names ${urls.length} files by address; at most ${MAX_FILES} can be fetched for this provider.`);
  const signal = AbortSignal.timeout(timeoutMs);
  const fetched = await Promise.all(
    urls.map(async (url) => [url, await fetchFile(options.pools, url, options.allowPrivateUpstreams, signal)] as const),
  );
  const files = new Map<string, string>();
  let total = 0;
  for (const [url, file] of fetched) {
    if (typeof file !== 'string') return file;
    total += file.length;
    if (total > MAX_TOTAL_BYTES) return refuse('The files that the request names by address are larger than 40 MB together.');
    files.set(url, file);
  }
  return { ...request, messages: request.messages.map((message) => withFiles(message, files)) };
}

function withFiles(message: Message, files: ReadonlyMap<string, string>): Message {
  const content = message.content.map((part): ContentPart => {
    const data = files.get(addressOf(part) ?? '');
    if (data === undefined) return part;
    if (part.type === 'image') return { ...part, url: data };
    if (part.type !== 'file') return part;
    const { url: _url, ...rest } = part;
    return { ...rest, data };
  });
  return { ...message, content };
}

function addressOf(part: ContentPart): string | null {
  const url = part.type === 'image' ? part.url : part.type === 'file' ? (part.url ?? '') : '';
  return /^https?:\/\//i.test(url) ? url : null;
}

/** The file as a data URL, or why there is none. */
async function fetchFile(pools: UpstreamPools, url: string, allowPrivate: boolean, signal: AbortSignal): Promise<string | UpstreamError> {
  let at = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const parsed = URL.canParse(at) ? new URL(at) : null;
    const allowed = parsed !== null && parsed.username === '' && checkBaseUrl(parsed.origin, { allowPrivate }).ok;
    if (parsed === null || !allowed) return unfetchable(url, 'its address is not allowed');
    try {
      const { statusCode, headers, body } = await pools.pool(parsed.origin, false).request({
        path: parsed.pathname + parsed.search,
        method: 'GET',
        headers: { 'user-agent': 'tollgate', accept: 'image/*, application/pdf' },
        signal,
      });
      const { location } = headers;
      if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
        await body.dump();
        at = new URL(location, parsed).href;
        continue;
      }
      const type =
        String(headers['content-type'] ?? '')
          .split(';')[0]
          ?.trim()
          .toLowerCase() ?? '';
      if (statusCode !== 200 || !TYPES.test(type)) {
        await body.dump();
        return unfetchable(
          url,
          statusCode === 200 ? `it is ${type === '' ? 'of no stated type' : type}, no image or PDF` : `its server answered ${statusCode}`,
        );
      }
      const parts: Buffer[] = [];
      let length = 0;
      for await (const part of body as AsyncIterable<Buffer>) {
        length += part.length;
        if (length > MAX_FILE_BYTES) return unfetchable(url, 'it is larger than 20 MB');
        parts.push(part);
      }
      return `data:${type};base64,${Buffer.concat(parts).toString('base64')}`;
    } catch {
      return unfetchable(url, signal.aborted ? 'it took too long' : 'its server could not be reached');
    }
  }
  return unfetchable(url, 'it redirects too often');
}

function unfetchable(url: string, why: string): UpstreamError {
  return refuse(`The file at ${url.slice(0, 200)} could not be fetched: ${why}. Send it as a data URL.`);
}

function refuse(message: string): UpstreamError {
  return failure('invalid_request', message);
}
