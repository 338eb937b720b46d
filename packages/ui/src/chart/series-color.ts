/** `--chart-1` to `--chart-9` of the style sheet are hues for entities; `--chart-10` is the grey of everything else. */
export const PALETTE_SIZE = 9;

/** The CSS colour of a palette slot; `null` is the grey of "other" and "unattributed". */
export function slotColor(slot: number | null): string {
  return `var(--chart-${slot ?? PALETTE_SIZE + 1})`;
}

/** 32-bit FNV-1a: spreads short ids well and is the same on server and client. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Gives each entity a palette slot from 1 to {@link PALETTE_SIZE} that follows from its id alone, so that neither the order nor the
 * size of its value recolours it. Two entities that want the same slot are told apart by taking the next free one, in order of id;
 * beyond the palette's size slots repeat.
 */
export function assignColors(ids: readonly string[]): Map<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const id of [...ids].sort(compareText)) {
    const wanted = hashOf(id) % PALETTE_SIZE;
    let slot = wanted;
    if (taken.size < PALETTE_SIZE) while (taken.has(slot)) slot = (slot + 1) % PALETTE_SIZE;
    taken.add(slot);
    slots.set(id, slot + 1);
  }
  return slots;
}

/** Code-unit order: unlike a locale's order it is the same in every browser. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
