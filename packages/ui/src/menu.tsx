'use client';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { useCallback, useState, type ReactNode } from 'react';

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
  const [container, setContainer] = useState<HTMLElement | null>(null);
  // In the landmark of its trigger, so that nothing of the page lies outside every landmark.
  const findContainer = useCallback((element: HTMLElement | null) => {
    if (element !== null) setContainer(element.closest<HTMLElement>('[role="dialog"], main, aside, header'));
  }, []);
  return (
    <BaseMenu.Root modal={false} onOpenChangeComplete={(isOpen) => isOpen && exposeFocusGuards()}>
      <BaseMenu.Trigger ref={findContainer} aria-label={triggerLabel} className={triggerClassName}>
        {trigger}
      </BaseMenu.Trigger>
      {/* Out of the flow: a flex container would leave a gap for it. */}
      <BaseMenu.Portal container={container} className="absolute">
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} positionMethod="fixed" className="z-50">
          <BaseMenu.Popup className="max-h-[min(24rem,var(--available-height))] min-w-48 max-w-80 overflow-y-auto rounded-md border bg-surface p-1 text-foreground shadow-md transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

/**
 * Base UI surrounds an open menu with empty elements that take the focus and pass it on. They are hidden from assistive technology
 * although they can be focused, which WCAG 4.1.2 (axe: aria-hidden-focus) forbids; shown, they say nothing either.
 */
function exposeFocusGuards(): void {
  for (const guard of document.querySelectorAll('[data-base-ui-focus-guard][aria-hidden]')) guard.removeAttribute('aria-hidden');
}
