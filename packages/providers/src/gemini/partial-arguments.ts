import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';

type Container = JsonObject | unknown[];
type Key = string | number;

/**
 * Adds a piece of a call's arguments that are streamed value by value: `{jsonPath: "$.items[0].name", stringValue: "App"}`. Texts grow
 * by their pieces. What does not fit what is there already is left out.
 */
export function addPartialArgument(root: JsonObject, piece: unknown): void {
  if (!isJsonObject(piece) || typeof piece['jsonPath'] !== 'string') return;
  const path = parsePath(piece['jsonPath']);
  const value = valueOf(piece);
  if (path === null || value === undefined) return;
  let container: Container = root;
  for (let at = 0; at + 1 < path.length; at++) {
    const key = path[at] ?? '';
    if (!fits(container, key)) return;
    const inner: unknown = read(container, key);
    const next: Container = isContainer(inner) ? inner : typeof path[at + 1] === 'number' ? [] : {};
    if (next !== inner) write(container, key, next);
    container = next;
  }
  const last = path.at(-1) ?? '';
  if (!fits(container, last)) return;
  const before = read(container, last);
  write(container, last, typeof before === 'string' && typeof value === 'string' ? before + value : value);
}

const STEP = /\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** `null` when it is no path below the root. */
function parsePath(path: string): Key[] | null {
  if (!path.startsWith('$')) return null;
  const keys: Key[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const step = STEP.exec(path);
    if (step === null) return null;
    keys.push(step[2] === undefined ? (step[1] ?? step[3] ?? step[4] ?? '') : Number(step[2]));
  }
  return keys.length === 0 ? null : keys;
}

function valueOf(piece: JsonObject): unknown {
  if (piece['nullValue'] !== undefined) return null;
  return piece['stringValue'] ?? piece['numberValue'] ?? piece['boolValue'];
}

/** An array grows by one at a time, and `__proto__` is no field. */
function fits(container: Container, key: Key): boolean {
  return Array.isArray(container) ? typeof key === 'number' && key <= container.length : typeof key === 'string' && key !== '__proto__';
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function read(container: Container, key: Key): unknown {
  if (Array.isArray(container)) return typeof key === 'number' ? container[key] : undefined;
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function write(container: Container, key: Key, value: unknown): void {
  if (!Array.isArray(container)) container[key] = value;
  else if (typeof key === 'number') container[key] = value;
}
