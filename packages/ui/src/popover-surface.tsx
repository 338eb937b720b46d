'use client';
import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { exposeFocusGuards } from './expose-focus-guards.ts';
import { isWithin } from './is-within.ts';
import { landmarkOf } from './landmark-of.ts';

type PopoverSurfaceProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchor: HTMLElement | null;
  label: string;
  align: 'start' | 'center' | 'end';
  className: string | undefined;
  children: ReactNode;
};

export function PopoverSurface({ isOpen, onOpenChange, anchor, label, align, className, children }: PopoverSurfaceProps) {
  return (
    <BasePopover.Root
      open={isOpen}
      onOpenChange={(open, { event }) => {
        if (open || !isWithin(anchor, event.target)) onOpenChange(open);
      }}
      onOpenChangeComplete={(open) => open && exposeFocusGuards()}
    >
      <BasePopover.Portal container={landmarkOf(anchor)} className="absolute">
        <BasePopover.Positioner
          anchor={anchor}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          positionMethod="fixed"
          className="z-50 max-w-(--available-width)"
        >
          <BasePopover.Popup
            aria-label={label}
            finalFocus={() => anchor}
            className={classNames(
              'max-h-(--available-height) max-w-full overflow-y-auto rounded-md border bg-surface text-foreground shadow-md transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0',
              className,
            )}
          >
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
