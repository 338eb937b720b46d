'use client';
import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { exposeFocusGuards } from './expose-focus-guards.ts';
import { useLandmark } from './use-landmark.ts';

type PopoverProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** What the surface is for, read out when it opens. */
  label: string;
  /** The content of the button that opens it. */
  trigger: ReactNode;
  /** The button's name, when its content is not one. */
  triggerLabel?: string;
  triggerClassName?: string;
  align?: 'start' | 'center' | 'end';
  className?: string;
  children: ReactNode;
};

/** A small surface that hangs from its button and leaves the page usable. Escape and a press outside close it. */
export function Popover(props: PopoverProps) {
  const { landmark, findLandmark } = useLandmark();
  return (
    <BasePopover.Root
      open={props.isOpen}
      onOpenChange={(open) => props.onOpenChange(open)}
      onOpenChangeComplete={(isOpen) => isOpen && exposeFocusGuards()}
    >
      <BasePopover.Trigger ref={findLandmark} aria-label={props.triggerLabel} className={props.triggerClassName}>
        {props.trigger}
      </BasePopover.Trigger>
      <BasePopover.Portal container={landmark} className="absolute">
        <BasePopover.Positioner
          align={props.align ?? 'start'}
          sideOffset={4}
          collisionPadding={8}
          positionMethod="fixed"
          className="z-50 max-w-(--available-width)"
        >
          <BasePopover.Popup
            aria-label={props.label}
            className={classNames(
              'max-h-(--available-height) max-w-full overflow-y-auto rounded-md border bg-surface text-foreground shadow-md transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0',
              props.className,
            )}
          >
            {props.children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
