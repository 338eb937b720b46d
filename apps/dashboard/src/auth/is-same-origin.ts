/**
 * Whether a request that changes something comes from our own pages. Browsers send `Origin` with every such request; one without
 * it is no browser and carries no cookie by accident.
 *
 * @param publicUrl the address people use when it is not the one in `Host`.
 */
export function isSameOrigin(headers: Headers, publicUrl: string | undefined): boolean {
  const origin = headers.get('origin');
  if (origin === null) return headers.get('sec-fetch-site') === null;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host === null) return false;
  return host === headers.get('host') || (publicUrl !== undefined && URL.canParse(publicUrl) && host === new URL(publicUrl).host);
}
