'use client';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { type Progress, STEPS } from './steps.ts';

/** What makes a first request into something to rely on. */
export function NextSteps({ progress }: { progress: Progress }) {
  const { href } = useWorkspace();
  return (
    <section aria-label="Next steps">
      <h2 className="mb-2 font-semibold">Next steps</h2>
      <ul className="grid gap-3 sm:grid-cols-3">
        {STEPS.slice(1).map(({ title, why, path, isDone }) => (
          <li key={path} className="relative rounded-lg border bg-surface p-4 hover:bg-surface-sunken">
            <Link href={href(path)} className="font-medium after:absolute after:inset-0">
              {title}
            </Link>
            {isDone(progress) && <CircleCheck aria-label="Done" className="ml-1.5 inline size-4 align-[-3px] text-success" />}
            <p className="mt-1 text-muted-foreground">{why}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
