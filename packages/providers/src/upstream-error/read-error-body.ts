import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';

/** What an error body says, whatever its shape. Empty strings where it says nothing. */
export type ErrorBody = {
  message: string;
  code: string;
  type: string;
  /** HTTP status that the body itself names; `null` when it names none. */
  status: number | null;
};

/**
 * Reads `{error:{…}}`, `{type:"error",error:{…}}`, `{error:"…"}`, `[{error:{…}}]`, `{object:"error",message,type,code}`,
 * `{message}`, `{detail}` (text or a list of field errors), `{message:{detail:[…]}}`, `{errors:[…]}` and `{error_type,message}`.
 */
export function readErrorBody(body: unknown): ErrorBody {
  const outer = Array.isArray(body) ? body[0] : body;
  if (typeof outer === 'string') return { message: outer, code: '', type: '', status: null };
  if (!isJsonObject(outer)) return { message: '', code: '', type: '', status: null };
  const nested = outer['error'];
  const inner = isJsonObject(nested) ? nested : outer;
  const message = typeof nested === 'string' ? nested : messageOf(inner);
  const code = inner['code'];
  const type = inner['type'] ?? inner['error_type'] ?? innermostCode(inner) ?? inner['status'];
  return {
    message: withUpstreamDetail(message, inner),
    code: typeof code === 'string' ? code : '',
    type: typeof type === 'string' ? type : '',
    status: statusOf(code) ?? statusOf(inner['status_code']) ?? statusOf(inner['status']),
  };
}

/** Azure says in `innererror` why a request was bad. */
function innermostCode(error: JsonObject): unknown {
  const innermost = error['innererror'] ?? error['inner_error'];
  return isJsonObject(innermost) ? innermost['code'] : undefined;
}

function messageOf(error: JsonObject): string {
  const message = error['message'] ?? error['detail'] ?? error['errors'] ?? error['msg'];
  if (typeof message === 'string') return message;
  if (Array.isArray(message)) return message.slice(0, 5).map(fieldError).filter(Boolean).join('; ');
  return isJsonObject(message) ? messageOf(message) : '';
}

/** `{loc:["body","max_tokens"],msg:"Extra inputs are not permitted"}` as `body.max_tokens: Extra inputs are not permitted`. */
function fieldError(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  if (!isJsonObject(entry)) return '';
  const text = messageOf(entry);
  const place = entry['loc'];
  return Array.isArray(place) && place.length > 0 ? `${place.join('.')}: ${text}` : text;
}

/** OpenRouter says only "Provider returned error"; the cause is in `metadata.raw`. */
function withUpstreamDetail(message: string, error: JsonObject): string {
  const metadata = error['metadata'];
  if (!isJsonObject(metadata) || typeof metadata['raw'] !== 'string' || metadata['raw'] === '') return message;
  return `${message}: ${metadata['raw']}`;
}

function statusOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599 ? value : null;
}
