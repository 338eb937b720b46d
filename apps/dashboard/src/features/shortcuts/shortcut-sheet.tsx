'use client';
import { Checkbox } from '@tollgate/ui/checkbox';
import { Dialog } from '@tollgate/ui/dialog';
import { useSyncExternalStore } from 'react';
import { ShortcutKeys } from './shortcut-keys.tsx';
import { currentShortcuts, subscribeToShortcuts } from './shortcut-registry.ts';
import { useShortcutsEnabled } from './use-shortcuts-enabled.ts';

/** Every shortcut that works right now, from the registry itself. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const groups = useSyncExternalStore(subscribeToShortcuts, currentShortcuts, currentShortcuts);
  const { isEnabled, setEnabled } = useShortcutsEnabled();
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard shortcuts"
      className="w-[min(44rem,calc(100vw-2rem))]"
    >
      <div className="gap-8 sm:columns-2">
        {groups.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title} className="mb-5 break-inside-avoid">
            <h2 className="mb-1.5 font-medium">{title}</h2>
            <dl className={isEnabled ? '' : 'text-muted-foreground'}>
              {shortcuts.map(({ keys, label }) => (
                <div key={keys} className="flex items-center justify-between gap-3 border-b py-1.5 last:border-b-0">
                  <dt className="min-w-0">{label}</dt>
                  <dd className="shrink-0">
                    <ShortcutKeys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Checkbox
        label="Single-key shortcuts"
        hint="Turn them off if you speak to your computer or press keys by accident. Those with Ctrl or ⌘ go on working."
        checked={isEnabled}
        onChange={(event) => setEnabled(event.target.checked)}
      />
    </Dialog>
  );
}
