import { CircleDollarSign, Equal, GitFork, Radio } from 'lucide-react';
import { describeMarks, type MarkedRow, type MarkKind } from './describe-marks.ts';

const ICONS: Record<MarkKind, { icon: typeof Radio; className: string }> = {
  retried: { icon: GitFork, className: 'text-warning' },
  stream: { icon: Radio, className: 'text-muted-foreground' },
  estimated: { icon: Equal, className: 'text-muted-foreground' },
  unpriced: { icon: CircleDollarSign, className: 'text-warning' },
};

/** Small pictures of what was special about a request; each says in words what it means. */
export function RequestMarks({ row }: { row: MarkedRow }) {
  const marks = describeMarks(row);
  if (marks.length === 0) return null;
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5">
      {marks.map(({ kind, text }) => {
        const { icon: Icon, className } = ICONS[kind];
        return (
          <span key={kind} role="img" aria-label={text} title={text} className={`inline-flex items-center ${className}`}>
            <Icon aria-hidden className="size-3.5" />
            {kind === 'retried' && (
              <span aria-hidden className="ml-0.5 text-xs">
                {text.split(' ')[0]}
              </span>
            )}
          </span>
        );
      })}
    </span>
  );
}
