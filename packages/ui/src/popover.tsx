'use client';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { loadSurfaces } from './load-surfaces.ts';
import { useOpenedOnce } from './use-opened-once.ts';

const PopoverSurface = lazy(async () => ({ default: (await loadSurfaces()).PopoverSurface }));

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
export function Popover({ isOpen, onOpenChange, label, align = 'start', className, children, ...props }: PopoverProps) {
  const isNeeded = useOpenedOnce(isOpen);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  return (
    <>
      <button
        ref={setButton}
        type="button"
        aria-label={props.triggerLabel}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className={props.triggerClassName}
        onClick={() => onOpenChange(!isOpen)}
      >
        {props.trigger}
      </button>
      {isNeeded && (
        <Suspense>
          <PopoverSurface isOpen={isOpen} onOpenChange={onOpenChange} anchor={button} label={label} align={align} className={className}>
            {children}
          </PopoverSurface>
        </Suspense>
      )}
    </>
  );
}
