'use client';
import { Button } from '@tollgate/ui/button';
import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { RequestQuestion } from './request-question.ts';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

export function ExportButton({ question }: { question: RequestQuestion }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Download aria-hidden />} onClick={() => setOpen(true)}>
        Export
      </Button>
      {isOpen && (
        <Suspense>
          <ExportDialog question={question} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
