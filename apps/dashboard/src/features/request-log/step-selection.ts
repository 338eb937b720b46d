/** The id next to the selected one, `step` rows down; the ends stay put, and without a selection the first row is meant. */
export function stepSelection(ids: readonly string[], selected: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return selected;
  const index = selected === null ? -1 : ids.indexOf(selected);
  if (index === -1) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, index + step))] ?? selected;
}
