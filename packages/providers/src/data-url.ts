/** Found without a pattern over the whole URL, which may hold megabytes. `null` for anything but base64 with a media type. */
export function parseDataUrl(url: string): { mediaType: string; base64: string } | null {
  if (!url.startsWith('data:')) return null;
  const comma = url.indexOf(',');
  if (comma < 0) return null;
  const [mediaType = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  if (mediaType === '' || !parameters.includes('base64')) return null;
  return { mediaType: mediaType.toLowerCase(), base64: url.slice(comma + 1) };
}
