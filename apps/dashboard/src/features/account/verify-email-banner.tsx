'use client';
import { Button } from '@tollgate/ui/button';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useSendVerification } from './use-account.ts';

/** Stands above every page until the address is confirmed. */
export function VerifyEmailBanner({ email }: { email: string }) {
  const send = useSendVerification();
  const problem = fieldErrors(send.error, []).rest;
  return (
    <section
      aria-label="Confirm your e-mail address"
      className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-warning bg-warning-surface px-4 py-2.5"
    >
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere" role={problem === undefined ? undefined : 'alert'}>
        {problem ??
          (send.isSuccess
            ? `A link is on its way to ${email}.`
            : `Confirm your address: we sent a link to ${email}. You need it to invite colleagues.`)}
      </p>
      {!send.isSuccess && (
        <Button size="small" isPending={send.isPending} onClick={() => send.mutate()}>
          Send again
        </Button>
      )}
    </section>
  );
}
