'use client';
import { Button } from '@tollgate/ui/button';
import { useState } from 'react';
import { TrpcProvider } from '../../trpc/client.tsx';
import { CreateOrganizationDialog } from './create-organization-dialog.tsx';

/** For somebody who belongs to none: the way to one of their own. */
export function CreateFirstOrganization() {
  const [isOpen, setOpen] = useState(false);
  return (
    <TrpcProvider organization="">
      <Button variant="primary" onClick={() => setOpen(true)}>
        Create organisation
      </Button>
      <CreateOrganizationDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </TrpcProvider>
  );
}
