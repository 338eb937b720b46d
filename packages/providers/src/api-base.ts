import type { ProviderAdapter } from './adapter.ts';

/** `/v1`, `/v2`, `/v1beta` at the end of a path. */
const VERSION = /\/v\d+(?:beta|alpha)?\d*$/;

/** Where an adapter's paths go on from: the base URL's own path, without a trailing slash and without a version that the paths name. */
export function apiBasePath(adapter: ProviderAdapter, pathname: string): string {
  const path = pathname.replace(/\/+$/, '');
  if (adapter.baseUrlForm !== 'origin') return path;
  const base = path.replace(VERSION, '');
  return adapter.rootPath !== undefined && base.endsWith(adapter.rootPath) ? base.slice(0, -adapter.rootPath.length) : base;
}
