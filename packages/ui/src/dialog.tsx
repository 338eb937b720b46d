'use client';
import { lazy, Suspense } from 'react';
import type { DialogProps } from './dialog-surface.tsx';
import { loadSurfaces } from './load-surfaces.ts';
import { useOpenedOnce } from './use-opened-once.ts';

const DialogSurface = lazy(async () => ({ default: (await loadSurfaces()).DialogSurface }));

export function Dialog(props: DialogProps) {
  const isNeeded = useOpenedOnce(props.isOpen);
  return isNeeded ? (
    <Suspense>
      <DialogSurface {...props} />
    </Suspense>
  ) : null;
}
