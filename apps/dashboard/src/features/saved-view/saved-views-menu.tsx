'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Menu } from '@tollgate/ui/menu';
import { MenuItem } from '@tollgate/ui/menu-item';
import { MenuSeparator } from '@tollgate/ui/menu-separator';
import { showToast } from '@tollgate/ui/toast';
import { Bookmark, BookmarkPlus, Trash2, Users } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { CallerText } from '../caller-text/caller-text.tsx';
import { SaveViewDialog } from './save-view-dialog.tsx';

type SavedViewsMenuProps = {
  /** Parameters of the address that a view keeps. */
  names: readonly string[];
  /** Columns that the address names and the page does not have. */
  unknownColumns: readonly string[];
};

/** Ways to look at the page that people keep under a name, for themselves or for everyone in the organisation. */
export function SavedViewsMenu({ names, unknownColumns }: SavedViewsMenuProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { href } = useWorkspace();
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const [isSaving, setSaving] = useState(false);
  const views = useQuery(trpc.savedView.list.queryOptions(undefined, { staleTime: 60_000 }));
  const current = Object.fromEntries([...search].filter(([name]) => names.includes(name)));
  const shown = views.data?.find(({ parameters }) => isSame(parameters, current, names));
  const remove = useMutation(
    trpc.savedView.delete.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.savedView.list.queryFilter());
        showToast('View deleted.');
      },
      onError: (error) => showToast(describeError(error).message),
    }),
  );

  const missing = unknownColumns.join(', ');
  useEffect(() => {
    if (missing !== '') showToast(`Columns that this page no longer has were left out: ${missing}.`);
  }, [missing]);

  return (
    <>
      <Menu
        triggerClassName={buttonClassName('secondary', 'medium', 'max-w-48')}
        trigger={
          <>
            <Bookmark aria-hidden />
            <span className="truncate">{shown?.name ?? 'Views'}</span>
          </>
        }
      >
        <MenuItem icon={<BookmarkPlus aria-hidden />} onSelect={() => setSaving(true)}>
          Save this view…
        </MenuItem>
        {views.data !== undefined && views.data.length > 0 && <MenuSeparator />}
        {views.data?.map((view) => (
          <MenuItem
            key={view.id}
            icon={view.isShared ? <Users aria-label="Shared" /> : <Bookmark aria-hidden />}
            onSelect={() => {
              const kept = Object.entries(view.parameters).filter(([name]) => names.includes(name));
              router.push(href(pathname, Object.fromEntries(kept)));
            }}
          >
            <CallerText text={view.name} />
          </MenuItem>
        ))}
        {shown?.canChange === true && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Trash2 aria-hidden />} isDanger onSelect={() => remove.mutate({ viewId: shown.id })}>
              Delete “{shown.name}”
            </MenuItem>
          </>
        )}
      </Menu>
      <SaveViewDialog isOpen={isSaving} onClose={() => setSaving(false)} parameters={current} />
    </>
  );
}

function isSame(view: Record<string, string>, current: Record<string, string>, names: readonly string[]): boolean {
  return names.every((name) => (view[name] ?? '') === (current[name] ?? ''));
}
