import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';

type CodeBlockProps = {
  code: string;
  label: string;
  /** Shown in place of code that holds a secret; the button copies the code. */
  shown?: string;
  className?: string;
};

/** Code to read and copy. It is never wrapped: it scrolls in itself, beside its button. */
export function CodeBlock({ code, label, shown = code, className }: CodeBlockProps) {
  return (
    <div className={classNames('flex min-w-0 items-start rounded-md border bg-surface-sunken', className)}>
      <pre tabIndex={0} role="region" aria-label={label} className="max-h-96 min-w-0 flex-1 overflow-auto p-3 font-mono text-xs leading-5">
        <code>{shown}</code>
      </pre>
      <CopyButton value={code} label={`Copy ${label}`} variant="secondary" size="icon" className="m-1.5 size-7" />
    </div>
  );
}
