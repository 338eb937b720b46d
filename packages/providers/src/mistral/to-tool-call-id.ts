const LENGTH = 9;
const WANTED = /^[A-Za-z0-9]{9}$/;

/**
 * Mistral takes only ids of nine letters and digits. An id made by another provider becomes a hash of itself, so that a call and its
 * result stay a pair.
 */
export function toToolCallId(id: string): string {
  if (WANTED.test(id)) return id;
  // FNV-1a over two differently seeded halves: 64 bits in all, of which nine base-36 digits hold 46.
  const digits = hash(id, 0x811c9dc5).toString(36) + hash(id, 0x9747b28c).toString(36);
  return digits.padStart(LENGTH, '0').slice(-LENGTH);
}

function hash(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
