'use client';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type MenuItemProps = { onSelect: () => void; icon?: ReactNode; isDanger?: boolean; isDisabled?: boolean; children: ReactNode };

export function MenuItem({ onSelect, icon, isDanger = false, isDisabled = false, children }: MenuItemProps) {
  return (
    <BaseMenu.Item
      onClick={onSelect}
      disabled={isDisabled}
      className={classNames(
        'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-disabled:opacity-55 data-highlighted:bg-surface-hover [&_svg]:size-4 [&_svg]:shrink-0',
        isDanger && 'text-danger',
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </BaseMenu.Item>
  );
}
