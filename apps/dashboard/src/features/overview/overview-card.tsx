import Link from 'next/link';
import { useId, type ReactNode } from 'react';

/** A titled box of the overview, with a way to more of what it shows. */
export function OverviewCard({
  title,
  more,
  children,
}: {
  title: ReactNode;
  more?: { href: string; text: string } | undefined;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="min-w-0 rounded-lg border bg-surface p-4">
      <div className="mb-3 flex items-baseline justify-between gap-3">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        {more !== undefined && (
          <Link href={more.href} className="shrink-0 text-xs font-medium text-accent underline-offset-2 hover:underline">
            {more.text}
          </Link>
        )}
      </div>
      {children}
    </section>
  );
}
