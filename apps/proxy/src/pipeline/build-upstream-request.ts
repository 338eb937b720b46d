import type { Dialect } from '@tollgate/core/chat/request';
import type { ChatApi } from '@tollgate/providers/adapter';
import { spliceBody } from '../upstream/splice-body.ts';
import type { Attempt } from './attempt.ts';
import type { ParsedRequest } from './parse-request.ts';

export type DialledRequest = { path: string; headers: Record<string, string>; body: string | Buffer; warnings: readonly string[] };

const NO_WARNINGS: readonly string[] = [];

/** Whether this API's bytes and those of a caller of the dialect are the same. */
export function isPassedThrough(api: ChatApi, dialect: Dialect): boolean {
  return api.dialect === dialect && api.passesThrough;
}

/** What is sent to a target, but for the proof of who calls: the caller's own bytes where it speaks the caller's dialect, a translation elsewhere. */
export function buildUpstreamRequest({ target, api, id }: Attempt, { raw, body, request, headers: spoken }: ParsedRequest): DialledRequest {
  const path = target.basePath + api.path(target, request.stream);
  // Compressed answers could not pass untouched; the attempt's id lets a provider's log be matched with ours.
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'tollgate',
    'x-request-id': id,
    ...api.headers,
  };
  if (isPassedThrough(api, request.dialect)) {
    const canAsk = request.dialect === 'openai-chat' || request.dialect === 'openai-completions';
    const asksUsage = canAsk && request.stream && !request.includeUsage;
    const spliced = spliceBody(raw, body, target.model, asksUsage);
    if (spoken !== null) Object.assign(headers, spoken);
    return { path, headers, body: spliced, warnings: NO_WARNINGS };
  }
  const built = api.buildBody(request, target);
  if (built.headers !== undefined) Object.assign(headers, built.headers);
  return { path, headers, body: built.body, warnings: built.warnings };
}
