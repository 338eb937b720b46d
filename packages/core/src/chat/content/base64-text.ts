const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** UTF-8 of a text in base64; what no encoding has (half a surrogate pair) becomes U+FFFD. */
export function toBase64(text: string): string {
  const bytes = utf8Of(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    encoded += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    encoded += at + 1 < bytes.length ? ALPHABET.charAt((group >> 6) & 63) : '=';
    encoded += at + 2 < bytes.length ? ALPHABET.charAt(group & 63) : '=';
  }
  return encoded;
}

/** The text that base64 (either alphabet) holds as UTF-8; `null` when it holds none. */
export function fromBase64(encoded: string): string | null {
  let escaped = '';
  let bits = 0;
  let count = 0;
  for (const character of encoded) {
    if (character === '=' || character === '\n' || character === '\r') continue;
    const value = ALPHABET.indexOf(character === '-' ? '+' : character === '_' ? '/' : character);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      escaped += `%${((bits >> count) & 0xff).toString(16).padStart(2, '0')}`;
    }
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

function utf8Of(text: string): number[] {
  const bytes: number[] = [];
  const escaped = encodeURIComponent(text.toWellFormed());
  for (let at = 0; at < escaped.length; at++) {
    const isEscape = escaped.charCodeAt(at) === 0x25;
    bytes.push(isEscape ? Number.parseInt(escaped.slice(at + 1, at + 3), 16) : escaped.charCodeAt(at));
    if (isEscape) at += 2;
  }
  return bytes;
}
