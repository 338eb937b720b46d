'use client';
import { Button } from '@tollgate/ui/button';
import { CopyButton } from '@tollgate/ui/copy-button';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { SnippetTabs } from '../onboarding/snippet-tabs.tsx';

/** A new key, the only time it is seen, with a first request to paste. */
export function KeyShownOnce({ apiKey, note, onDone }: { apiKey: string; note: string; onDone: () => void }) {
  return (
    <>
      <p>{note}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <code
          data-testid="api-key"
          className="min-w-0 flex-1 basis-64 rounded-md border bg-surface-sunken px-2.5 py-2 font-mono text-xs break-all"
        >
          {apiKey}
        </code>
        <CopyButton value={apiKey} label="Copy API key" text="Copy key" variant="primary" />
      </div>
      <h3 className="mt-5 mb-1 font-semibold">Try it</h3>
      <SnippetTabs apiKey={apiKey} />
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          I have stored the key
        </Button>
      </DialogActions>
    </>
  );
}
