'use client';
import { Menu } from '@tollgate/ui/menu';
import { MenuChoice } from '@tollgate/ui/menu-choice';
import { MenuItem } from '@tollgate/ui/menu-item';
import { MenuSeparator } from '@tollgate/ui/menu-separator';
import { ChevronsUpDown, CircleUser, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { signOut } from '../auth/sign-out.ts';
import { useWorkspace } from './use-workspace.ts';

const THEMES = [
  { value: 'system', label: 'System', icon: <Monitor aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
];

/** Who is signed in, the theme, and the way out. */
export function AccountMenu({ name, email, onShortcuts }: { name: string; email: string; onShortcuts: () => void }) {
  const { theme, setTheme } = useTheme();
  const { href } = useWorkspace();
  const router = useRouter();
  return (
    <Menu
      side="top"
      align="start"
      triggerClassName="flex w-full min-w-0 items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-surface-hover"
      trigger={
        <>
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-surface text-xs font-semibold uppercase"
          >
            {name.trim().charAt(0) || email.charAt(0)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="sr-only">Account: </span>
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-xs text-muted-foreground">{email}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        </>
      }
    >
      <MenuChoice label="Theme" value={theme ?? 'system'} onValueChange={setTheme} options={THEMES} />
      <MenuSeparator />
      <MenuItem icon={<CircleUser aria-hidden />} onSelect={() => router.push(href('/account'))}>
        Account
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={onShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => startTransition(() => signOut())}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
