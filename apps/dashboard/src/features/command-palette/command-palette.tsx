'use client';
import { lazy, Suspense } from 'react';

const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog.tsx')).PaletteDialog }));

type CommandPaletteProps = { isOpen: boolean; onClose: () => void; onShortcuts: () => void };

/** Loaded when it is first asked for. */
export function CommandPalette(props: CommandPaletteProps) {
  return props.isOpen ? (
    <Suspense>
      <PaletteDialog {...props} />
    </Suspense>
  ) : null;
}
