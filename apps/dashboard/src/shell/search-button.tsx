'use client';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Search } from 'lucide-react';
import { ShortcutKeys } from '../features/shortcuts/shortcut-keys.tsx';

/** Opens the command palette; `compact` where there is room for an icon alone. */
export function SearchButton({ compact = false, onClick }: { compact?: boolean; onClick: () => void }) {
  return compact ? (
    <button type="button" aria-label="Search or jump to" className={buttonClassName('ghost', 'icon')} onClick={onClick}>
      <Search aria-hidden />
    </button>
  ) : (
    <button
      type="button"
      aria-keyshortcuts="Control+K Meta+K"
      className="flex h-9 w-full items-center gap-2 rounded-md border bg-surface-sunken px-2.5 text-muted-foreground hover:bg-surface-hover"
      onClick={onClick}
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="flex-1 text-left">Search</span>
      <ShortcutKeys keys="mod+k" />
    </button>
  );
}
