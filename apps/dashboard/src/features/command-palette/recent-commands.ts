export type RecentCommand = { title: string; detail: string; href: string };

const MOST = 5;

/** What was last gone to in this tab, newest first. It ends with the tab, so nothing of it is left on a shared machine. */
export function readRecent(organization: string): RecentCommand[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(organization)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberRecent(organization: string, { title, detail, href }: RecentCommand): void {
  const others = readRecent(organization).filter((each) => each.href !== href);
  try {
    sessionStorage.setItem(keyOf(organization), JSON.stringify([{ title, detail, href }, ...others].slice(0, MOST)));
  } catch {
    // A browser that stores nothing remembers nothing.
  }
}

function keyOf(organization: string): string {
  return `tollgate-recent-${organization}`;
}

function isRecent(value: unknown): value is RecentCommand {
  if (typeof value !== 'object' || value === null) return false;
  const { title, detail, href } = value as Partial<Record<keyof RecentCommand, unknown>>;
  return (
    typeof title === 'string' && typeof detail === 'string' && typeof href === 'string' && href.startsWith('/') && !href.startsWith('//')
  );
}
