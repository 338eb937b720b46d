/** `--chart-1` to `--chart-9` of the style sheet are hues for entities; `--chart-10` is the grey of everything else. */
export const HUES = 9;
/** How much of the hue is left in each shade; the rest is the colour of text, so contrast with the surface only grows. */
const SHADES = [100, 58, 32] as const;

/** The grey of "other" and "unattributed". */
export const REST_COLOR = `var(--chart-${HUES + 1})`;

/**
 * Gives each entity a CSS colour. Its hue follows from its id alone and never changes, whatever else is in view; entities that share
 * a hue are told apart by their shade, in order of id. Beyond {@link SHADES} shades of a hue they repeat.
 */
export function assignColors(ids: readonly string[]): Map<string, string> {
  const colors = new Map<string, string>();
  const sharers = new Map<number, number>();
  for (const id of [...ids].sort(compareText)) {
    const hue = (hashOf(id) % HUES) + 1;
    const rank = sharers.get(hue) ?? 0;
    sharers.set(hue, rank + 1);
    const share = SHADES[rank % SHADES.length] ?? 100;
    colors.set(id, share === 100 ? `var(--chart-${hue})` : `color-mix(in oklab, var(--chart-${hue}) ${share}%, var(--foreground))`);
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
