'use client';
import { Button } from '@tollgate/ui/button';
import { CopyButton } from '@tollgate/ui/copy-button';
import { Eye, EyeOff } from 'lucide-react';
import { maskKey } from './mask-key.ts';

/** The new key: masked, to be copied, and to be seen when somebody wants to. */
export function KeyCard({ apiKey, isShown, onShown }: { apiKey: string; isShown: boolean; onShown: (isShown: boolean) => void }) {
  return (
    <section aria-label="Your API key" className="rounded-lg border border-accent bg-surface p-4">
      <h2 className="font-semibold">Your API key</h2>
      <p className="mt-1 text-muted-foreground">Store it now. It is here this once; only its hash is kept.</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <code
          data-testid="api-key"
          className="min-w-0 flex-1 basis-64 rounded-md border bg-surface-sunken px-2.5 py-2 font-mono text-xs break-all"
        >
          {isShown ? apiKey : maskKey(apiKey)}
        </code>
        <Button aria-pressed={isShown} icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />} onClick={() => onShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'}
        </Button>
        <CopyButton value={apiKey} label="Copy API key" text="Copy key" variant="primary" />
      </div>
    </section>
  );
}
