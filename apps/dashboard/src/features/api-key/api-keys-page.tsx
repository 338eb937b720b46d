'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useCreateDialog } from '../../shell/use-create-dialog.ts';
import { QueryView } from '../../shell/query-view.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { ApiKeyRow } from './api-key-row.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { EditKeyDialog } from './edit-key-dialog.tsx';
import { KEY_COLUMNS, KeyTable, type KeyAction } from './key-table.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

const DIALOGS = { edit: EditKeyDialog, rotate: RotateKeyDialog, revoke: RevokeKeyDialog };

export function ApiKeysPage() {
  const trpc = useTRPC();
  const { project, can } = useWorkspace();
  const keys = useQuery(trpc.apiKey.list.queryOptions({ projectId: project.id }));
  const [isCreating, setCreating] = useCreateDialog();
  const [open, setOpen] = useState<{ action: KeyAction; row: ApiKeyRow } | null>(null);
  const createButton = can('api_key:create') && (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
      Create key
    </Button>
  );
  const OpenDialog = open === null ? null : DIALOGS[open.action];
  return (
    <>
      <PageHeader title="API keys" description={`What applications of ${project.name} sign their requests with.`} actions={createButton} />
      <QueryView
        query={keys}
        errorTitle="The API keys could not be loaded"
        skeleton={<TableSkeleton label="API keys" columns={KEY_COLUMNS} />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<KeyRound />} title="No API keys yet" action={createButton}>
              Every application gets a key of its own here, with its own limits and budget. Create one, and you get a request to paste into
              a terminal.
            </EmptyState>
          ) : (
            <KeyTable rows={rows} onAction={(action, row) => setOpen({ action, row })} />
          )
        }
      </QueryView>
      <CreateKeyDialog isOpen={isCreating && can('api_key:create')} onClose={() => setCreating(false)} />
      {open !== null && OpenDialog !== null && <OpenDialog row={open.row} onClose={() => setOpen(null)} />}
    </>
  );
}
