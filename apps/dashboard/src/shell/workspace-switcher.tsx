'use client';
import { Menu } from '@tollgate/ui/menu';
import { MenuChoice } from '@tollgate/ui/menu-choice';
import { MenuSeparator } from '@tollgate/ui/menu-separator';
import { ChevronsUpDown } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { ContentBadge } from '../features/project/content-badge.tsx';
import { useWorkspace } from './use-workspace.ts';

/** Shows the organisation and project and changes them. The page stays, its filters do not: they name things of the old project. */
export function WorkspaceSwitcher() {
  const { organization, organizations, project } = useWorkspace();
  const router = useRouter();
  const pathname = usePathname();
  return (
    <Menu
      align="start"
      triggerClassName="flex w-full min-w-0 items-center gap-2 rounded-md border border-input bg-surface px-2.5 py-1.5 text-left hover:bg-surface-hover"
      trigger={
        <>
          <span className="min-w-0 flex-1">
            <span className="sr-only">Switch project: </span>
            <span className="block truncate text-xs text-muted-foreground">{organization.name}</span>
            <span className="block truncate font-medium">{project.name}</span>
            <span className="mt-1 flex">
              <ContentBadge {...project} />
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        </>
      }
    >
      <MenuChoice
        label="Project"
        value={project.slug}
        onValueChange={(slug) => router.push(`${pathname}?${new URLSearchParams({ org: organization.slug, project: slug })}`)}
        options={organization.projects.map(({ slug, name }) => ({ value: slug, label: name }))}
      />
      {organizations.length > 1 && (
        <>
          <MenuSeparator />
          <MenuChoice
            label="Organisation"
            value={organization.slug}
            onValueChange={(slug) => router.push(`${pathname}?${new URLSearchParams({ org: slug })}`)}
            options={organizations.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        </>
      )}
    </Menu>
  );
}
