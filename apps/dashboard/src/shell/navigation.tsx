'use client';
import { classNames } from '@tollgate/ui/class-names';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { PAGE_GROUPS } from './pages.ts';
import { useWorkspace } from './use-workspace.ts';

/** The links to every page that the person's role may open. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { can, href } = useWorkspace();
  const pathname = usePathname();
  return (
    <nav aria-label="Pages" className="flex flex-col gap-4">
      {PAGE_GROUPS.map((group) => {
        const pages = group.pages.filter(({ permission }) => can(permission));
        if (pages.length === 0) return null;
        return (
          <div key={group.title}>
            <p className="px-2 pb-1 text-xs font-medium text-muted-foreground">{group.title}</p>
            <ul className="flex flex-col gap-0.5">
              {pages.map(({ path, title, icon: Icon }) => {
                const isCurrent = pathname === path || pathname.startsWith(`${path}/`);
                return (
                  <li key={path}>
                    <Link
                      href={href(path)}
                      aria-current={isCurrent ? 'page' : undefined}
                      {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
                      className={classNames(
                        'flex h-8 items-center gap-2.5 rounded-md px-2 text-foreground hover:bg-surface-hover',
                        isCurrent && 'bg-accent-surface font-medium',
                      )}
                    >
                      <Icon aria-hidden className={classNames('size-4 shrink-0', isCurrent ? 'text-accent' : 'text-muted-foreground')} />
                      {title}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
