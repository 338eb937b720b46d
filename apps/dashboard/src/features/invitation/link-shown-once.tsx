import { CopyButton } from '@tollgate/ui/copy-button';
import { Input } from '@tollgate/ui/input';

/** A fresh invitation link with the way to copy it. */
export function LinkShownOnce({ link }: { link: string }) {
  return (
    <div className="flex flex-col gap-2">
      <p>
        Send this link to the person you invite. Whoever opens it first may join, once, within 7 days. It is shown only now; make another
        one from the list when it is lost.
      </p>
      <div className="flex items-center gap-2">
        <Input
          readOnly
          value={link}
          aria-label="Invitation link"
          className="font-mono text-xs"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={link} label="Copy invitation link" text="Copy" variant="primary" />
      </div>
    </div>
  );
}
