'use client';
import { useRouter } from 'next/navigation';
import { ShortcutListener } from '../features/shortcuts/shortcut-listener.tsx';
import { useShortcuts } from '../features/shortcuts/use-shortcuts.ts';
import { PAGE_GROUPS } from './pages.ts';
import { useWorkspace } from './use-workspace.ts';

/** The shortcuts that hold on every page. */
export function ShellShortcuts({ onPalette, onSheet }: { onPalette: () => void; onSheet: () => void }) {
  const { can, href } = useWorkspace();
  const router = useRouter();
  useShortcuts('Anywhere', [
    { keys: 'mod+k', label: 'Search or jump to', run: onPalette },
    { keys: '/', label: 'Search this page', run: () => focusSearch() || onPalette() },
    { keys: '?', label: 'This sheet', run: onSheet },
  ]);
  useShortcuts(
    'Go to',
    PAGE_GROUPS.flatMap(({ pages }) => pages).flatMap(({ key, title, path, permission }) =>
      key === undefined || !can(permission) ? [] : [{ keys: `g ${key}`, label: title, run: () => router.push(href(path)) }],
    ),
  );
  return <ShortcutListener />;
}

/** Whether the page has a field to search in. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main [data-page-search], main input[type="search"]');
  field?.focus();
  field?.select?.();
  return field !== null;
}
