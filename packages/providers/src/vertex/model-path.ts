import type { CallTarget } from '../adapter.ts';

/** Claude models are served through their own API. */
export function isClaude(model: string): boolean {
  return /^(?:publishers\/anthropic\/models\/|anthropic\/)?claude-/.test(model);
}

/**
 * A model of Google's by its bare name, any publisher's as `publisher/model` or `publishers/…/models/…`, and a deployed or tuned one as
 * `endpoints/<number>`.
 */
export function modelPath({ model, settings }: CallTarget): string {
  const place = `/v1beta1/projects/${segment(settings['project'])}/locations/${segment(settings['region'])}`;
  const endpoint = /^endpoints\/(.+)$/.exec(model)?.[1];
  if (endpoint !== undefined) return `${place}/endpoints/${segment(endpoint)}`;
  const [publisher, name] = /^publishers\/([^/]+)\/models\/(.+)$/.exec(model)?.slice(1) ??
    /^([^/]+)\/(.+)$/.exec(model)?.slice(1) ?? [isClaude(model) ? 'anthropic' : 'google', model];
  return `${place}/publishers/${segment(publisher)}/models/${segment(name)}`;
}

/** Versions follow an `@`, which may stand in a path. */
function segment(name: string | undefined): string {
  return encodeURIComponent(name ?? '').replaceAll('%40', '@');
}
