import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';

/** Code to read and copy. Wraps nothing: it scrolls in itself. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <div className={classNames('relative min-w-0 rounded-md border bg-surface-sunken', className)}>
      <pre tabIndex={0} role="region" aria-label={label} className="max-h-96 overflow-auto p-3 pr-12 font-mono text-xs leading-5">
        <code>{code}</code>
      </pre>
      <CopyButton value={code} label={`Copy ${label}`} variant="secondary" size="icon" className="absolute top-2 right-2 size-7" />
    </div>
  );
}
