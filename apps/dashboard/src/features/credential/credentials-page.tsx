'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { Skeleton } from '@tollgate/ui/skeleton';
import { Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { useCreateDialog } from '../../shell/use-create-dialog.ts';
import { QueryView } from '../../shell/query-view.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { CreateCredentialDialog } from './create-credential-dialog.tsx';
import { CredentialCard } from './credential-card.tsx';
import type { CredentialRow } from './credential-row.ts';
import { DeleteCredentialDialog } from './delete-credential-dialog.tsx';
import { EditCredentialDialog } from './edit-credential-dialog.tsx';

const SKELETON = (
  <div role="status" aria-label="Loading provider credentials" className="flex flex-col gap-3">
    {[0, 1].map((index) => (
      <div key={index} className="rounded-lg border bg-surface p-4">
        <Skeleton className="w-40" />
        <Skeleton className="mt-2 w-24" />
        <Skeleton className="mt-2 w-56" />
      </div>
    ))}
  </div>
);

export function CredentialsPage() {
  const trpc = useTRPC();
  const { can } = useWorkspace();
  const credentials = useQuery(trpc.credential.list.queryOptions());
  const providers = useQuery({ ...trpc.credential.listProviders.queryOptions(), staleTime: Infinity });
  const [isCreating, setCreating] = useCreateDialog();
  const [createdId, setCreatedId] = useState<string | null>(null);
  const [open, setOpen] = useState<{ action: 'edit' | 'delete'; row: CredentialRow } | null>(null);
  const close = () => setOpen(null);
  const addButton = can('credential:create') && (
    <Button variant="primary" icon={<Plus aria-hidden />} disabled={providers.data === undefined} onClick={() => setCreating(true)}>
      Add credential
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Providers"
        description="The upstream keys that the proxy calls providers with, for every project of the organisation."
        actions={addButton}
      />
      <QueryView query={credentials} errorTitle="The provider credentials could not be loaded" skeleton={SKELETON}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<Plug />} title="No provider credentials yet" action={addButton}>
              Add the key of OpenAI, Anthropic or any server that speaks OpenAI’s API, and its models can be called through Tollgate. Until
              then <code className="font-mono">sim/echo</code> answers without one.
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-3">
              {rows.map((row) => (
                <CredentialCard
                  key={row.id}
                  row={row}
                  providerName={providers.data?.find(({ id }) => id === row.provider)?.name ?? row.provider}
                  testsAtOnce={row.id === createdId && can('credential:test')}
                  onEdit={() => setOpen({ action: 'edit', row })}
                  onDelete={() => setOpen({ action: 'delete', row })}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      {isCreating && can('credential:create') && providers.data !== undefined && (
        <CreateCredentialDialog providers={providers.data} onCreated={setCreatedId} onClose={() => setCreating(false)} />
      )}
      {open?.action === 'edit' && (
        <EditCredentialDialog row={open.row} provider={providers.data?.find(({ id }) => id === open.row.provider)} onClose={close} />
      )}
      {open?.action === 'delete' && <DeleteCredentialDialog row={open.row} onClose={close} />}
    </>
  );
}
