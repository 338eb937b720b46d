/** A target being edited. `key` stays with it while it moves, so that what is typed and the focus stay with it too. */
export type EditedTarget = { key: number; credential: string; model: string };

/** The list with the entry at `index` moved by `by` places; unchanged when it would leave the list. */
export function moveTarget(targets: readonly EditedTarget[], index: number, by: 1 | -1): readonly EditedTarget[] {
  const moved = targets[index];
  const other = targets[index + by];
  if (moved === undefined || other === undefined) return targets;
  return targets.map((target, at) => (at === index ? other : at === index + by ? moved : target));
}
