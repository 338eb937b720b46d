'use client';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { loadSurfaces } from './load-surfaces.ts';
import { useOpenedOnce } from './use-opened-once.ts';

const MenuSurface = lazy(async () => ({ default: (await loadSurfaces()).MenuSurface }));

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
  const [isOpen, setOpen] = useState(false);
  const isNeeded = useOpenedOnce(isOpen);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  return (
    <>
      <button
        ref={setButton}
        type="button"
        aria-label={triggerLabel}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        className={triggerClassName}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {trigger}
      </button>
      {isNeeded && (
        <Suspense>
          <MenuSurface isOpen={isOpen} onOpenChange={setOpen} anchor={button} align={align} side={side}>
            {children}
          </MenuSurface>
        </Suspense>
      )}
    </>
  );
}
