/** Longer names are not compared: what a caller writes must not cost more than its answer. */
const MAX_LENGTH = 100;
const MAX_NAMES = 500;

/** The names that a misspelt one was probably meant to be: within a third of its length in edits, the nearest first. */
export function nearestNames(wanted: string, names: readonly string[], most: number): string[] {
  const target = wanted.slice(0, MAX_LENGTH).toLowerCase();
  return names
    .slice(0, MAX_NAMES)
    .map((name) => ({ name, distance: editDistance(target, name.slice(0, MAX_LENGTH).toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.ceil(Math.max(target.length, name.length) / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
