'use client';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClassName } from './button-class-name.ts';
import { classNames } from './class-names.ts';

export type DrawerProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  side?: 'left' | 'right';
  /** A modal drawer traps focus; the other kind leaves the page behind it usable. */
  isModal?: boolean;
  className?: string;
  /** Beside the title, before the close button. */
  actions?: ReactNode;
  children: ReactNode;
};

export function DrawerSurface({ isOpen, onOpenChange, title, side = 'right', isModal = true, className, actions, children }: DrawerProps) {
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)} modal={isModal} disablePointerDismissal={!isModal}>
      <BaseDialog.Portal>
        {isModal && (
          <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-overlay transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        )}
        <BaseDialog.Popup
          aria-modal={isModal || undefined}
          className={classNames(
            'fixed inset-y-0 z-50 flex w-[min(40rem,100vw)] flex-col bg-surface text-foreground transition-transform duration-150 ease-out',
            side === 'right'
              ? 'right-0 border-l data-ending-style:translate-x-full data-starting-style:translate-x-full'
              : 'left-0 border-r data-ending-style:-translate-x-full data-starting-style:-translate-x-full',
            className,
          )}
        >
          <div className="flex min-h-13 items-center gap-2 border-b px-4 py-2">
            <BaseDialog.Title className="min-w-0 flex-1 truncate text-base font-semibold">{title}</BaseDialog.Title>
            {actions}
            <BaseDialog.Close aria-label="Close" className={buttonClassName('ghost', 'icon')}>
              <X aria-hidden />
            </BaseDialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
