'use client';
import { KeyRound, Keyboard, LogOut, Monitor, Moon, Plug, Plus, Route, Settings2, Sun, UserPlus, type LucideIcon } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { signOut } from '../../auth/sign-out.ts';
import { PAGE_GROUPS } from '../../shell/pages.ts';
import { SETTINGS_ENTRIES } from '../../shell/settings-entries.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { rememberRecent } from './recent-commands.ts';

export type Command = {
  id: string;
  title: string;
  detail: string;
  icon: LucideIcon;
  /** The shortcut that does the same. */
  keys?: string | undefined;
  keywords?: string | undefined;
  run: () => void;
};

export type CommandGroup = { title: string; commands: Command[] };

const CREATE = [
  { title: 'Create key', path: '/keys', permission: 'api_key:create', icon: KeyRound, keywords: 'new token secret api' },
  { title: 'Add credential', path: '/providers', permission: 'credential:create', icon: Plug, keywords: 'new provider openai anthropic' },
  { title: 'Create route', path: '/routes', permission: 'route:update', icon: Route, keywords: 'new fallback' },
  { title: 'Set a price', path: '/models', permission: 'price:update', icon: Plus, keywords: 'override model' },
  { title: 'Invite someone', path: '/members', permission: 'invitation:create', icon: UserPlus, keywords: 'add member colleague user' },
  { title: 'Create project', path: '/settings', permission: 'project:create', icon: Plus, keywords: 'new' },
] as const;

const THEMES = [
  { title: 'Use the light theme', theme: 'light', icon: Sun },
  { title: 'Use the dark theme', theme: 'dark', icon: Moon },
  { title: 'Use the theme of the system', theme: 'system', icon: Monitor },
] as const;

/** All that the palette offers before it asks the server: pages, projects, settings and actions that the role allows. */
export function useCommands(onShortcuts: () => void): {
  groups: CommandGroup[];
  go: (to: { title: string; detail: string; href: string }) => void;
} {
  const { organization, organizations, project, can, href } = useWorkspace();
  const { setTheme } = useTheme();
  const router = useRouter();

  function go(to: { title: string; detail: string; href: string }): void {
    rememberRecent(organization.slug, to);
    router.push(to.href);
  }

  const pages = PAGE_GROUPS.flatMap((group) =>
    group.pages
      .filter(({ permission }) => can(permission))
      .map(({ path, title, icon, key, keywords }) => ({
        id: `page ${path}`,
        title,
        detail: group.title,
        icon,
        keys: key === undefined ? undefined : `g ${key}`,
        keywords,
        run: () => go({ title, detail: 'Page', href: href(path) }),
      })),
  );
  const projects = organizations.flatMap((of) =>
    of.projects
      .filter(({ id }) => id !== project.id)
      .map((each) => ({
        id: `project ${each.id}`,
        title: each.name,
        detail: `Project of ${of.name}`,
        icon: Route,
        keywords: `project switch ${each.slug} ${of.slug}`,
        run: () =>
          go({
            title: each.name,
            detail: `Project of ${of.name}`,
            href: `/requests?${new URLSearchParams({ org: of.slug, project: each.slug })}`,
          }),
      })),
  );
  const actions: Command[] = [
    ...CREATE.filter(({ permission }) => can(permission)).map(({ title, path, icon, keywords }) => ({
      id: `create ${path}`,
      title,
      detail: 'Action',
      icon,
      keywords,
      run: () => router.push(href(path, { dialog: 'create' })),
    })),
    ...THEMES.map(({ title, theme, icon }) => ({
      id: `theme ${theme}`,
      title,
      detail: 'Action',
      icon,
      keywords: 'toggle appearance mode colour color night',
      run: () => setTheme(theme),
    })),
    {
      id: 'shortcuts',
      title: 'Keyboard shortcuts',
      detail: 'Help',
      icon: Keyboard,
      keys: '?',
      keywords: 'keys help hotkeys',
      run: onShortcuts,
    },
    {
      id: 'sign-out',
      title: 'Sign out',
      detail: 'Action',
      icon: LogOut,
      keywords: 'log out leave',
      run: () => startTransition(() => signOut()),
    },
  ];
  const settings = SETTINGS_ENTRIES.filter(({ permission }) => can(permission)).map(({ title, path, keywords }) => ({
    id: `setting ${title}`,
    title,
    detail: 'Setting',
    icon: Settings2,
    keywords,
    run: () => go({ title, detail: 'Setting', href: href(path) }),
  }));
  return {
    groups: [
      { title: 'Pages', commands: pages },
      { title: 'Projects', commands: projects },
      { title: 'Actions', commands: actions },
      { title: 'Settings', commands: settings },
    ],
    go,
  };
}
