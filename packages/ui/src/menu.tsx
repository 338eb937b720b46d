'use client';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type MenuProps = {
  /** The content of the button that opens the menu. */
  trigger: ReactNode;
  triggerLabel?: string;
  triggerClassName?: string;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  children: ReactNode;
};

export function Menu({ trigger, triggerLabel, triggerClassName, align = 'end', side = 'bottom', children }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger aria-label={triggerLabel} className={triggerClassName}>
        {trigger}
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-50">
          <BaseMenu.Popup
            className={classNames(
              'max-h-[min(24rem,var(--available-height))] min-w-48 max-w-80 overflow-y-auto rounded-md border bg-surface p-1 text-foreground shadow-md transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0',
            )}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
