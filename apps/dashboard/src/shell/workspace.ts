import type { Permission, Role } from '@tollgate/core/access/permission';

export type WorkspaceProject = {
  id: string;
  slug: string;
  /** Under which old links still lead here, as do those of the organisation. */
  pastSlugs: readonly string[];
  name: string;
  contentKeep: 'none' | 'metadata' | 'full';
  contentDays: number;
  budgetStatus: number;
};

export type WorkspaceOrganization = {
  id: string;
  slug: string;
  pastSlugs: readonly string[];
  name: string;
  role: Role;
  /** Whether the organisation lets this role read prompts and answers, should the role allow it. */
  readsContent: boolean;
  /** The zone that days are counted in; `null`: the reader's own. */
  timeZone: string | null;
  projects: readonly WorkspaceProject[];
};

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
