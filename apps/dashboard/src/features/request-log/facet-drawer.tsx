'use client';
import { Button } from '@tollgate/ui/button';
import { Drawer } from '@tollgate/ui/drawer';
import { ListFilter } from 'lucide-react';
import { useState, type ReactNode } from 'react';

/** The facets behind a button, where there is no room for them beside the table. */
export function FacetDrawer({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" className="xl:hidden" icon={<ListFilter aria-hidden />} onClick={() => setOpen(true)}>
        Facets
      </Button>
      <Drawer isOpen={isOpen} onOpenChange={setOpen} title="Facets" side="left" className="w-[min(20rem,90vw)] xl:hidden">
        <div className="px-3 py-1">{children}</div>
      </Drawer>
    </>
  );
}
