import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';

/** An identifier shortened in the middle, whole in its title and in the clipboard. */
export function TruncatedId({ id, label = 'Copy id', className }: { id: string; label?: string; className?: string }) {
  const shown = id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-5)}`;
  return (
    <span className={classNames('inline-flex items-center gap-0.5 whitespace-nowrap', className)}>
      <code className="font-mono text-xs" title={id}>
        {shown}
      </code>
      <CopyButton value={id} label={label} />
    </span>
  );
}
