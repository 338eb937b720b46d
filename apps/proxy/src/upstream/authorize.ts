import type { UpstreamTarget } from './target.ts';

/** Adds the proof of who calls to a call's headers. */
export function authorize(
  target: UpstreamTarget,
  _path: string,
  headers: Record<string, string>,
  _body: string | Buffer,
): Record<string, string> {
  const { authentication } = target;
  switch (authentication.scheme) {
    case 'header':
      return Object.assign(headers, authentication.headers(target.secret));
    case 'aws-sigv4':
    case 'google':
      throw new Error(`No provider proves itself by ${authentication.scheme} yet`);
  }
}
