'use client';
import { parseAsStringLiteral, useQueryState } from 'nuqs';

/** Whether the page's dialog for something new is open. It is in the URL, so that a link or the command palette can open it. */
export function useCreateDialog(): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [dialog, setDialog] = useQueryState('dialog', parseAsStringLiteral(['create']));
  return [dialog === 'create', (isOpen) => void setDialog(isOpen ? 'create' : null)];
}
