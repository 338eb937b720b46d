'use client';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { exposeFocusGuards } from './expose-focus-guards.ts';
import { useLandmark } from './use-landmark.ts';

type MenuProps = {
  /** The content of the button that opens the menu. */
  trigger: ReactNode;
  /** Its name, when the content has no words. */
  triggerLabel?: string;
  triggerClassName?: string;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  children: ReactNode;
};

export function Menu({ trigger, triggerLabel, triggerClassName, align = 'end', side = 'bottom', children }: MenuProps) {
  const { landmark, findLandmark } = useLandmark();
  return (
    <BaseMenu.Root modal={false} onOpenChangeComplete={(isOpen) => isOpen && exposeFocusGuards()}>
      <BaseMenu.Trigger ref={findLandmark} aria-label={triggerLabel} className={triggerClassName}>
        {trigger}
      </BaseMenu.Trigger>
      {/* Out of the flow: a flex container would leave a gap for it. */}
      <BaseMenu.Portal container={landmark} className="absolute">
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} positionMethod="fixed" className="z-50">
          <BaseMenu.Popup className="max-h-[min(24rem,var(--available-height))] min-w-48 max-w-80 overflow-y-auto rounded-md border bg-surface p-1 text-foreground shadow-md transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
