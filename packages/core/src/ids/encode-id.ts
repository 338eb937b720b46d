const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Filled anew by every call: text put together letter by letter would have to be flattened each time it is written somewhere. */
const codes: number[] = Array.from({ length: 26 }, () => 0);

/**
 * Encodes an identifier as `<prefix>_<26 characters>`: 48 bits of milliseconds and 80 random bits in Crockford base32,
 * so that identifiers sort by the time they were made and can be told apart by their prefix in a log.
 *
 * @param random at least 10 bytes; the first 10 are used.
 */
export function encodeId(prefix: string, timeMs: number, random: Uint8Array): string {
  let rest = timeMs;
  for (let i = 9; i >= 0; i--) {
    codes[i] = ALPHABET.charCodeAt(rest % 32);
    rest = Math.floor(rest / 32);
  }
  let at = 10;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < 10; i++) {
    held = (held << 8) | (random[i] ?? 0);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      codes[at++] = ALPHABET.charCodeAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return `${prefix}_${String.fromCharCode.apply(null, codes)}`;
}
