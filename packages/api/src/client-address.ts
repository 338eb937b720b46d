/** The address that the nearest hop saw: the last entry, which a caller cannot write when a reverse proxy stands in front. */
export function clientAddress(headers: Headers): string | null {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 64) || null;
}
