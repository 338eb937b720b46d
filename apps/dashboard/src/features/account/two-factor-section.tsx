'use client';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { useState } from 'react';
import type { Account } from './account-types.ts';
import { DisableTwoFactorDialog } from './disable-two-factor-dialog.tsx';
import { RenewCodesDialog } from './renew-codes-dialog.tsx';
import { SetUpTwoFactorDialog } from './set-up-two-factor-dialog.tsx';

export function TwoFactorSection({ account }: { account: Account }) {
  const [open, setOpen] = useState<'set_up' | 'disable' | 'renew' | null>(null);
  const close = () => setOpen(null);
  const { isOn, recoveryCodesLeft } = account.twoFactor;
  return (
    <Card
      title="Two-factor authentication"
      description="A code from an app on your phone, besides the password. Whoever learns your password still cannot sign in."
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Badge tone={isOn ? 'success' : 'neutral'}>{isOn ? 'on' : 'off'}</Badge>
        {isOn && (
          <span className={recoveryCodesLeft < 3 ? 'text-warning' : 'text-muted-foreground'}>
            {recoveryCodesLeft} recovery {recoveryCodesLeft === 1 ? 'code' : 'codes'} left
          </span>
        )}
        <span className="ml-auto flex flex-wrap gap-2">
          {isOn ? (
            <>
              <Button onClick={() => setOpen('renew')}>New recovery codes</Button>
              <Button onClick={() => setOpen('disable')}>Turn off</Button>
            </>
          ) : (
            <Button onClick={() => setOpen('set_up')}>Set up</Button>
          )}
        </span>
      </div>
      {open === 'set_up' && <SetUpTwoFactorDialog hasPassword={account.hasPassword} onClose={close} />}
      {open === 'disable' && <DisableTwoFactorDialog hasPassword={account.hasPassword} onClose={close} />}
      {open === 'renew' && <RenewCodesDialog hasPassword={account.hasPassword} onClose={close} />}
    </Card>
  );
}
