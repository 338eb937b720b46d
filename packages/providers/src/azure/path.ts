import type { CallTarget } from '../adapter.ts';

/** Versions of the v1 surface that are asked for by name. */
const V1_PREVIEWS = new Set(['preview', 'latest']);

/**
 * The path of a call: `/openai/v1/…` with the deployment as the body's model, or, with a dated `api_version`,
 * `/openai/deployments/{deployment}/…`.
 *
 * @param ofDeployment `false` for what belongs to the resource as a whole.
 */
export function azurePath({ model, settings }: CallTarget, path: string, ofDeployment = true): string {
  const version = settings['api_version'] ?? '';
  if (version === '' || version === 'v1') return `/openai/v1${path}`;
  if (V1_PREVIEWS.has(version)) return `/openai/v1${path}?api-version=${version}`;
  const deployment = ofDeployment ? `/deployments/${encodeURIComponent(model)}` : '';
  return `/openai${deployment}${path}?api-version=${encodeURIComponent(version)}`;
}
