'use client';
import { Button } from '@tollgate/ui/button';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Checkbox } from '@tollgate/ui/checkbox';
import { Popover } from '@tollgate/ui/popover';
import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { REQUEST_COLUMNS, type RequestColumn } from './request-columns.tsx';

type ColumnsMenuProps = { columns: readonly RequestColumn[]; seesMoney: boolean; onChange: (columns: string | null) => void };

export function ColumnsMenu({ columns, seesMoney, onChange }: ColumnsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const shown = new Set(columns.map(({ id }) => id));
  const available = REQUEST_COLUMNS.filter(({ isMoney }) => seesMoney || isMoney !== true);
  function toggle(id: string): void {
    const next = available.filter((column) => (column.id === id ? !shown.has(id) : shown.has(column.id)));
    if (next.length > 0) onChange(next.map((column) => column.id).join(','));
  }
  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={setOpen}
      label="Columns"
      align="end"
      triggerClassName={buttonClassName('secondary')}
      trigger={
        <>
          <Columns3 aria-hidden />
          Columns
        </>
      }
      className="w-60"
    >
      <fieldset className="flex flex-col gap-1.5 p-3">
        <legend className="sr-only">Columns</legend>
        {available.map(({ id, title }) => (
          <Checkbox
            key={id}
            label={title}
            checked={shown.has(id)}
            disabled={shown.size === 1 && shown.has(id)}
            onChange={() => toggle(id)}
          />
        ))}
        <Button variant="ghost" size="small" className="mt-1 self-start" onClick={() => onChange(null)}>
          Show the usual ones
        </Button>
      </fieldset>
    </Popover>
  );
}
