'use client';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { useState } from 'react';
import { goToProvider } from '../../auth/go-to-provider.ts';
import type { SignInProvider } from '../../auth/sign-in-providers.ts';
import type { Account } from './account-types.ts';
import { UnlinkDialog } from './unlink-dialog.tsx';

const NAMES: Record<string, string> = { github: 'GitHub', google: 'Google', oidc: 'Single sign-on' };

/** Nothing when there is neither a provider to link nor one that is linked. */
export function ProvidersSection({ account, providers }: { account: Account; providers: readonly SignInProvider[] }) {
  const [unlinking, setUnlinking] = useState<{ provider: string; name: string } | null>(null);
  const others = account.linked.filter(({ provider }) => !providers.some(({ id }) => id === provider));
  const rows = [...providers, ...others.map(({ provider }) => ({ id: provider, name: NAMES[provider] ?? provider }))];
  if (rows.length === 0) return null;
  return (
    <Card title="Linked providers" description="Each of them signs you in to this account.">
      <ul className="flex flex-col divide-y">
        {rows.map(({ id, name }) => {
          const linked = account.linked.find(({ provider }) => provider === id);
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5 first:pt-0 last:pb-0">
              <span className="font-medium">{name}</span>
              {linked !== undefined && (
                <>
                  <Badge tone="success">linked</Badge>
                  <span className="min-w-0 wrap-anywhere text-muted-foreground">{linked.email}</span>
                </>
              )}
              <span className="ml-auto">
                {linked === undefined ? (
                  <form action={goToProvider}>
                    <input type="hidden" name="provider" value={id} />
                    <input type="hidden" name="intent" value="link" />
                    <Button type="submit">Link {name}</Button>
                  </form>
                ) : (
                  <Button onClick={() => setUnlinking({ provider: id, name })}>Unlink {name}</Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {unlinking !== null && <UnlinkDialog {...unlinking} hasPassword={account.hasPassword} onClose={() => setUnlinking(null)} />}
    </Card>
  );
}
