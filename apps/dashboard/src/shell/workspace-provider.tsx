'use client';
import { roleAllows } from '@tollgate/core/access/permission';
import { parseAsString, useQueryStates } from 'nuqs';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useEffect, useMemo, type ReactNode } from 'react';
import { TrpcProvider } from '../trpc/client.tsx';
import { Toaster } from '@tollgate/ui/toaster';
import { WorkspaceContext } from './use-workspace.ts';
import type { Workspace, WorkspaceOrganization } from './workspace.ts';

type WorkspaceProviderProps = {
  organizations: readonly [WorkspaceOrganization, ...WorkspaceOrganization[]];
  proxyUrl: string;
  children: ReactNode;
};

/** What every page behind the sign-in stands on: where the person is, the way to the API, and room for short confirmations. */
export function WorkspaceProvider(props: WorkspaceProviderProps) {
  return (
    <NuqsAdapter>
      <WorkspaceFromUrl {...props} />
      <Toaster />
    </NuqsAdapter>
  );
}

/** By the slug of now, else by one of before: old links lead on. */
function findBySlug<Item extends { slug: string; pastSlugs: readonly string[] }>(
  items: readonly Item[],
  slug: string | null,
): Item | undefined {
  if (slug === null) return undefined;
  return items.find((item) => item.slug === slug) ?? items.find((item) => item.pastSlugs.includes(slug));
}

/** Reads organisation and project from the URL, and writes the defaults into it, so that a copied link shows the same to a colleague. */
function WorkspaceFromUrl({ organizations, proxyUrl, children }: WorkspaceProviderProps) {
  const [query, setQuery] = useQueryStates({ org: parseAsString, project: parseAsString }, { history: 'replace' });
  const organization = findBySlug(organizations, query.org) ?? organizations[0];
  const project = findBySlug(organization.projects, query.project) ?? organization.projects[0];
  const projectSlug = project?.slug ?? null;
  const isComplete = query.org === organization.slug && query.project === projectSlug;
  useEffect(() => {
    if (!isComplete) void setQuery({ org: organization.slug, project: projectSlug });
  }, [isComplete, organization.slug, projectSlug, setQuery]);

  const workspace = useMemo<Workspace | null>(
    () =>
      project === undefined
        ? null
        : {
            organization,
            organizations,
            project,
            proxyUrl,
            can: (permission) =>
              roleAllows(organization.role, permission) && (permission !== 'request:read_content' || organization.readsContent),
            href: (path, parameters = {}) =>
              `${path}?${new URLSearchParams({ org: organization.slug, project: project.slug, ...parameters })}`,
          },
    [organization, organizations, project, proxyUrl],
  );
  if (workspace === null) return null;
  return (
    <WorkspaceContext value={workspace}>
      <TrpcProvider key={organization.slug} organization={organization.slug}>
        {children}
      </TrpcProvider>
    </WorkspaceContext>
  );
}
