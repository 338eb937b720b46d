'use client';
import { Button } from '@tollgate/ui/button';
import { Drawer } from '@tollgate/ui/drawer';
import { loadSurfacesOnUse } from '@tollgate/ui/load-surfaces';
import { Menu as MenuIcon } from 'lucide-react';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { CommandPalette } from '../features/command-palette/command-palette.tsx';
import { Checklist } from '../features/onboarding/checklist.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { RefetchBar } from './refetch-bar.tsx';
import { SearchButton } from './search-button.tsx';
import { ShellShortcuts } from './shell-shortcuts.tsx';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

const ShortcutSheet = lazy(async () => ({ default: (await import('../features/shortcuts/shortcut-sheet.tsx')).ShortcutSheet }));

/** The frame of every page: navigation at the left, or behind a button where there is no room for it. */
export function Shell({ user, children }: { user: { name: string; email: string }; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [overlay, setOverlay] = useState<'palette' | 'sheet' | null>(null);
  useEffect(loadSurfacesOnUse, []);
  function showSheet(): void {
    setOpen(false);
    setOverlay('sheet');
  }
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-accent px-3 py-2 font-medium text-accent-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside aria-label="Navigation" className="sticky top-0 z-30 hidden h-dvh flex-col gap-4 border-r bg-surface p-3 lg:flex">
        <div className="px-2 pt-1">
          <Brand />
        </div>
        <WorkspaceSwitcher />
        <SearchButton onClick={() => setOverlay('palette')} />
        <div className="-mx-3 min-h-0 flex-1 overflow-y-auto px-3">
          <Navigation />
          <Checklist />
        </div>
        <AccountMenu {...user} onShortcuts={showSheet} />
      </aside>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-surface px-3 lg:hidden">
        <Button
          variant="ghost"
          size="icon"
          aria-label="Open navigation"
          aria-expanded={isOpen}
          onClick={() => setOpen(true)}
          icon={<MenuIcon aria-hidden />}
        />
        <Brand />
        <span className="ml-auto">
          <SearchButton compact onClick={() => setOverlay('palette')} />
        </span>
      </header>
      <Drawer isOpen={isOpen} onOpenChange={setOpen} title={<Brand />} side="left" className="w-[min(18rem,90vw)] lg:hidden">
        <div className="flex min-h-full flex-col gap-4 p-3">
          <WorkspaceSwitcher />
          <div className="flex-1">
            <Navigation onNavigate={() => setOpen(false)} />
            <Checklist onNavigate={() => setOpen(false)} />
          </div>
          <AccountMenu {...user} onShortcuts={showSheet} />
        </div>
      </Drawer>
      <main id="content" tabIndex={-1} className="min-w-0 px-4 py-5 outline-none lg:px-8 lg:py-6">
        <div className="mx-auto max-w-400">
          <OfflineNotice />
          {children}
        </div>
      </main>
      <RefetchBar />
      <ShellShortcuts onPalette={() => setOverlay(overlay === 'palette' ? null : 'palette')} onSheet={showSheet} />
      <CommandPalette isOpen={overlay === 'palette'} onClose={() => setOverlay(null)} onShortcuts={showSheet} />
      {overlay === 'sheet' && (
        <Suspense>
          <ShortcutSheet isOpen onClose={() => setOverlay(null)} />
        </Suspense>
      )}
    </div>
  );
}
