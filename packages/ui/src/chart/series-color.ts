/** `--chart-1` to `--chart-9` of the style sheet are hues for entities; `--chart-10` is the grey of everything else. */
const HUES = 9;
/**
 * Ways to tell entities of one hue apart: as it is; dark hues lighter and light ones darker; greyer. The clamp is the sign of the
 * distance from the middle, times the shift.
 */
const SHADES: readonly ((hue: string) => string)[] = [
  (hue) => hue,
  (hue) => `oklch(from ${hue} calc(l + clamp(-0.15, (0.56 - l) * 100, 0.15)) c h)`,
  (hue) => `oklch(from ${hue} l calc(c * 0.4) h)`,
];

/** The grey of "other" and "unattributed". */
export const REST_COLOR = `var(--chart-${HUES + 1})`;

/**
 * Gives each entity a CSS colour. Its hue follows from its id alone and never changes, whatever else is in view; entities that share
 * a hue are told apart by their shade, in order of id, and repeat beyond three.
 */
export function assignColors(ids: readonly string[]): Map<string, string> {
  const colors = new Map<string, string>();
  const sharers = new Map<number, number>();
  for (const id of [...ids].sort(compareText)) {
    const hue = (hashOf(id) % HUES) + 1;
    const rank = sharers.get(hue) ?? 0;
    sharers.set(hue, rank + 1);
    const shade = SHADES[rank % SHADES.length];
    if (shade) colors.set(id, shade(`var(--chart-${hue})`));
  }
  return colors;
}

/** Code-unit order: unlike a locale's order it is the same in every browser. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** 32-bit FNV-1a with a last mix, so that the remainder of short ids spreads well; the same on server and client. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
