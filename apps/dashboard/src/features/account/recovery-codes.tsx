'use client';
import { Button } from '@tollgate/ui/button';
import { Checkbox } from '@tollgate/ui/checkbox';
import { CopyButton } from '@tollgate/ui/copy-button';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { useState } from 'react';

/** The codes, this once. They are gone when the dialog is, so it asks whether they are kept. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const [isKept, setKept] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <p>Each of these signs you in once when your phone is not at hand. They are shown this once: keep them where you keep passwords.</p>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-md border bg-surface-sunken p-3 font-mono text-xs min-[26rem]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton value={codes.join('\n')} label="Copy the recovery codes" text="Copy all" variant="secondary" />
        <Checkbox label="I have kept them" checked={isKept} onChange={(event) => setKept(event.target.checked)} />
      </div>
      <DialogActions>
        <Button variant="primary" disabled={!isKept} onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}
