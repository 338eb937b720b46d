const ORIGIN = 'http://localhost';

/** A path of this site, as a link back may name it; `null` for anything that leads to another one. */
export function localPath(text: string): string | null {
  if (!text.startsWith('/') || !URL.canParse(text, ORIGIN)) return null;
  const url = new URL(text, ORIGIN);
  return url.origin === ORIGIN && !url.pathname.startsWith('//') ? url.pathname + url.search : null;
}
