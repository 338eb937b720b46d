import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';

/** What a caller may ask for through `x-tollgate-*` headers. */
export type CallerOptions = {
  metadata: Record<string, string>;
  tags: string[];
  user: string | null;
  session: string | null;
  timeoutMs: number | null;
  keepsContent: boolean;
  warnings: string[];
};

const MAX_TAGS = 16;
const MAX_TAG_LENGTH = 64;
const MAX_METADATA = 16;
const FOREIGN_FAMILIES = ['x-portkey-', 'helicone-', 'cf-aig-', 'x-litellm-'];
const NOTHING: string[] = [];

/** Reads the optional headers. Malformed ones are refused rather than ignored: a tag that is lost is money that cannot be found. */
export function readCallerOptions(request: IncomingMessage): CallerOptions | Refusal {
  const { headers } = request;
  const options: CallerOptions = {
    metadata: {},
    tags: NOTHING,
    user: null,
    session: null,
    timeoutMs: null,
    keepsContent: true,
    warnings: [],
  };
  for (const name in headers) {
    const first = name.charCodeAt(0);
    // Only names that begin with x, h or c can be ours or a peer's.
    if (first !== 120 && first !== 104 && first !== 99) continue;
    if (name.startsWith('x-tollgate-')) {
      const refusal = readOwn(name, text(headers, name), options);
      if (refusal !== null) return refusal;
    } else if (FOREIGN_FAMILIES.some((family) => name.startsWith(family))) {
      options.warnings.push(`header ${name} is not understood`);
    }
  }
  return options;
}

function readOwn(name: string, value: string, options: CallerOptions): Refusal | null {
  switch (name) {
    case 'x-tollgate-metadata':
      return readMetadata(value, options);
    case 'x-tollgate-tags':
      options.tags = [...new Set(value.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
      if (options.tags.length > MAX_TAGS || options.tags.some((tag) => tag.length > MAX_TAG_LENGTH)) {
        return invalidHeader(name, `takes at most ${MAX_TAGS} tags of ${MAX_TAG_LENGTH} characters, separated by commas`);
      }
      return null;
    case 'x-tollgate-user':
      options.user = value.slice(0, 256);
      return null;
    case 'x-tollgate-session':
      options.session = value.slice(0, 256);
      return null;
    case 'x-tollgate-timeout-ms':
      if (!/^[1-9]\d{0,8}$/.test(value)) return invalidHeader(name, 'takes a whole number of milliseconds');
      options.timeoutMs = Number(value);
      return null;
    case 'x-tollgate-no-log':
      options.keepsContent = value === 'false' || value === '0';
      return null;
    case 'x-tollgate-cache':
      // The cache is off, so every request is already served as if it said `skip`.
      if (!/^(skip|refresh|ttl=\d{1,9})$/.test(value)) return invalidHeader(name, 'takes skip, refresh or ttl=<seconds>');
      if (value !== 'skip') options.warnings.push('x-tollgate-cache: caching is off for this project');
      return null;
    default:
      options.warnings.push(`header ${name} is not known`);
      return null;
  }
}

function readMetadata(value: string, options: CallerOptions): Refusal | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    parsed = null;
  }
  const entries = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? Object.entries(parsed) : null;
  if (
    entries === null ||
    entries.length > MAX_METADATA ||
    entries.some(([key, item]) => typeof item !== 'string' || key.length > 64 || item.length > 512)
  ) {
    return invalidHeader(
      'x-tollgate-metadata',
      `takes a JSON object of at most ${MAX_METADATA} strings (names up to 64, values up to 512 characters)`,
    );
  }
  // `fromEntries` defines own properties, so a member called `__proto__` stays a name like any other.
  options.metadata = Object.fromEntries(entries) as Record<string, string>;
  return null;
}

function invalidHeader(name: string, rule: string): Refusal {
  return { status: 400, code: 'invalid_request', message: `The header ${name} ${rule}.`, param: name, shouldRetry: false };
}

function text(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.join(',') ?? '');
}
