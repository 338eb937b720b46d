'use client';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { closeToast, type Toast } from './toast.ts';

const PLAIN_MS = 5000;
const WITH_ACTION_MS = 10_000;

export function ToastList({ toasts }: { toasts: readonly Toast[] }) {
  return (
    <ol className="flex flex-col gap-2">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </ol>
  );
}

/** Goes by itself, but never while somebody points at the toasts or has the focus in them. */
function ToastCard({ toast: { id, message, action } }: { toast: Toast }) {
  const card = useRef<HTMLLIElement>(null);
  const lastsMs = action === undefined ? PLAIN_MS : WITH_ACTION_MS;
  useEffect(() => {
    const timer = setInterval(() => {
      if (card.current?.parentElement?.matches(':hover, :focus-within') !== true) closeToast(id);
    }, lastsMs);
    return () => clearInterval(timer);
  }, [id, lastsMs]);
  return (
    <li ref={card} className="animate-toast flex items-center gap-2 rounded-md border bg-surface py-2 pr-2 pl-3 shadow-md">
      <span className="min-w-0 flex-1 break-words">{message}</span>
      {action !== undefined && (
        <Button
          size="small"
          onClick={() => {
            closeToast(id);
            action.onSelect();
          }}
        >
          {action.label}
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label="Dismiss" className="size-7" icon={<X aria-hidden />} onClick={() => closeToast(id)} />
    </li>
  );
}
