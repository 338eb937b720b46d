'use client';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { useState, type ReactNode } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { DeleteOrganizationDialog } from './delete-organization-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';

type Action = 'leave' | 'transfer' | 'delete';

const DIALOGS: Record<Action, (props: { onClose: () => void }) => ReactNode> = {
  leave: LeaveDialog,
  transfer: TransferDialog,
  delete: DeleteOrganizationDialog,
};

/** What ends something: said what, before it is done. */
export function DangerZone() {
  const { organization, can } = useWorkspace();
  const [action, setAction] = useState<Action | null>(null);
  const OpenDialog = action === null ? null : DIALOGS[action];
  return (
    <Card title="Leaving and ending">
      <ul className="flex flex-col gap-4">
        <DangerItem title="Leave the organisation" text={`You lose access to ${organization.name}. Keys that you made go on working.`}>
          <Button onClick={() => setAction('leave')}>Leave</Button>
        </DangerItem>
        {can('organization:transfer') && (
          <DangerItem title="Hand over ownership" text="Another member becomes an owner, and you become an admin.">
            <Button onClick={() => setAction('transfer')}>Hand over</Button>
          </DangerItem>
        )}
        {can('organization:delete') && (
          <DangerItem title="Delete the organisation" text="Every key stops working and every secret is destroyed. This cannot be undone.">
            <Button variant="danger" onClick={() => setAction('delete')}>
              Delete organisation
            </Button>
          </DangerItem>
        )}
      </ul>
      {OpenDialog !== null && <OpenDialog onClose={() => setAction(null)} />}
    </Card>
  );
}

function DangerItem({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{title}</p>
        <p className="text-muted-foreground">{text}</p>
      </div>
      {children}
    </li>
  );
}
