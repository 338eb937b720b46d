import type { Permission, Role } from '@tollgate/core/access/permission';

export type WorkspaceProject = {
  id: string;
  slug: string;
  name: string;
  contentKeep: 'none' | 'metadata' | 'full';
  contentDays: number;
  budgetStatus: number;
};

export type WorkspaceOrganization = { id: string; slug: string; name: string; role: Role; projects: readonly WorkspaceProject[] };

/** Where the signed-in person is: one organisation and one of its projects, both named by the URL. */
export type Workspace = {
  organization: WorkspaceOrganization;
  organizations: readonly WorkspaceOrganization[];
  project: WorkspaceProject;
  /** The address that applications call, without a trailing slash. */
  proxyUrl: string;
  can: (permission: Permission) => boolean;
  /** A link to another page that stays in this organisation and project. */
  href: (path: string, parameters?: Record<string, string>) => string;
};
