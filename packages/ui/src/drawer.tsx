'use client';
import { lazy, Suspense } from 'react';
import type { DrawerProps } from './drawer-surface.tsx';
import { loadSurfaces } from './load-surfaces.ts';
import { useOpenedOnce } from './use-opened-once.ts';

const DrawerSurface = lazy(async () => ({ default: (await loadSurfaces()).DrawerSurface }));

export function Drawer(props: DrawerProps) {
  const isNeeded = useOpenedOnce(props.isOpen);
  return isNeeded ? (
    <Suspense>
      <DrawerSurface {...props} />
    </Suspense>
  ) : null;
}
