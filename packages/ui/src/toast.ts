type ToastAction = { label: string; onSelect: () => void };
export type Toast = { id: number; message: string; action: ToastAction | undefined };

const NONE: readonly Toast[] = [];
const MOST = 3;
let toasts = NONE;
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Confirms something in passing; `action` is what takes it back. What needs an answer is said inline, where it happened. */
export function showToast(message: string, action?: ToastAction): void {
  lastId += 1;
  set([...toasts.slice(1 - MOST), { id: lastId, message, action }]);
}

export function closeToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function shownToasts(): readonly Toast[] {
  return toasts;
}

export function noToasts(): readonly Toast[] {
  return NONE;
}
