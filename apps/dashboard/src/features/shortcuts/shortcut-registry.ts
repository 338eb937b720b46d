export type Shortcut = {
  /** One key (`?`), keys in a row (`g c`) or a key with the command key (`mod+k`), as `KeyboardEvent.key` names them. */
  keys: string;
  /** What it does, as the sheet says it. */
  label: string;
  run: () => void;
};

/** Shortcuts that belong together on the sheet. */
export type ShortcutGroup = { title: string; shortcuts: readonly Shortcut[] };

let groups: readonly ShortcutGroup[] = [];
const listeners = new Set<() => void>();

/** Makes shortcuts work and shows them on the sheet until the result is called. Of two with the same keys the later one counts. */
export function addShortcuts(group: ShortcutGroup): () => void {
  set([...groups, group]);
  return () => set(groups.filter((each) => each !== group));
}

export function currentShortcuts(): readonly ShortcutGroup[] {
  return groups;
}

export function subscribeToShortcuts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: readonly ShortcutGroup[]): void {
  groups = next;
  for (const listener of listeners) listener();
}
