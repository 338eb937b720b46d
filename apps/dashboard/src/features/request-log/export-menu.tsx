'use client';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import type { ButtonSize } from '@tollgate/ui/button-class-name';
import { Menu } from '@tollgate/ui/menu';
import { MenuItem } from '@tollgate/ui/menu-item';
import { Braces, Download, Sheet } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { RequestQuestion } from './request-question.ts';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

/** Begins a file of the requests in question; a dialog shows how far it is. */
export function ExportMenu({ question, size = 'medium' }: { question: RequestQuestion; size?: ButtonSize }) {
  const [asked, setAsked] = useState<{ question: RequestQuestion; format: 'csv' | 'jsonl' } | null>(null);
  return (
    <>
      <Menu
        triggerClassName={buttonClassName('secondary', size)}
        trigger={
          <>
            <Download aria-hidden />
            Export
          </>
        }
      >
        <MenuItem icon={<Sheet aria-hidden />} onSelect={() => setAsked({ question, format: 'csv' })}>
          CSV
        </MenuItem>
        <MenuItem icon={<Braces aria-hidden />} onSelect={() => setAsked({ question, format: 'jsonl' })}>
          JSON Lines
        </MenuItem>
      </Menu>
      {asked !== null && (
        <Suspense>
          <ExportDialog {...asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  );
}
