import { roleAllows, type Permission, type Role } from '@tollgate/core/access/permission';
import { Check, Minus } from 'lucide-react';
import { PAGE_GROUPS } from '../../shell/pages.ts';
import { ROLE_SUMMARIES } from './role-words.ts';

const QUESTIONS: readonly [permission: Permission, words: string][] = [
  ['request:read_content', 'reads prompts and answers'],
  ['spend:read', 'sees what was spent'],
  ['api_key:create', 'makes API keys'],
  ['route:update', 'changes routes and providers'],
  ['price:update', 'sets prices'],
  ['project:update', 'changes project settings'],
  ['invitation:create', 'invites people and changes roles'],
];

/** What somebody in a role finds when they sign in: the navigation as they have it, and what else they may. */
export function RolePreview({ role, contentRoles }: { role: Role; contentRoles: readonly Role[] | undefined }) {
  const groups = PAGE_GROUPS.map(({ title, pages }) => ({ title, pages: pages.filter(({ permission }) => roleAllows(role, permission)) }));
  const may = (permission: Permission): boolean =>
    roleAllows(role, permission) && (permission !== 'request:read_content' || contentRoles === undefined || contentRoles.includes(role));
  return (
    <section aria-label={`What the role ${role.replace('_', ' ')} sees`} className="min-w-0">
      <p className="mb-3 text-muted-foreground">{ROLE_SUMMARIES[role]}</p>
      <div className="grid gap-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
        <div className="rounded-md border bg-surface-sunken p-2 text-xs">
          {groups
            .filter(({ pages }) => pages.length > 0)
            .map(({ title, pages }) => (
              <div key={title} className="not-last:mb-2">
                <p className="px-1.5 pb-0.5 text-muted-foreground">{title}</p>
                <ul>
                  {pages.map(({ path, title: page, icon: Icon }) => (
                    <li key={path} className="flex h-6 items-center gap-2 px-1.5">
                      <Icon aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
                      {page}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </div>
        <ul className="flex flex-col gap-1.5">
          {QUESTIONS.map(([permission, words]) => (
            <li key={permission} className={may(permission) ? 'flex items-center gap-2' : 'flex items-center gap-2 text-muted-foreground'}>
              {may(permission) ? (
                <Check aria-hidden className="size-4 shrink-0 text-success" />
              ) : (
                <Minus aria-hidden className="size-4 shrink-0" />
              )}
              <span>
                {may(permission) ? '' : 'never '}
                {words}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
