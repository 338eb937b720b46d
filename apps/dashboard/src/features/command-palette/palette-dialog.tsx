'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { ShortcutKeys } from '../shortcuts/shortcut-keys.tsx';
import { rankCommands } from './rank-commands.ts';
import { readRecent } from './recent-commands.ts';
import { type Command, type CommandGroup, useCommands } from './use-commands.tsx';
import { useFoundCommands } from './use-found-commands.ts';
import { History } from 'lucide-react';

type Group = { title: string; items: Command[] };

/** One field that leads to every page, object, setting and action. An id that is pasted comes first. */
export function PaletteDialog({ isOpen, onClose, onShortcuts }: { isOpen: boolean; onClose: () => void; onShortcuts: () => void }) {
  const [typed, setTyped] = useState('');
  const { organization } = useWorkspace();
  const { groups, go } = useCommands(onShortcuts);
  const [recent] = useState(() => readRecent(organization.slug));
  const found = useFoundCommands(typed, go);
  const shown = arrange(
    typed,
    groups,
    recent.map((each) => ({ ...each, id: `recent ${each.href}`, icon: History, run: () => go(each) })),
    found.commands,
  );
  const isEmpty = shown.length === 0;

  function choose(command: Command): void {
    onClose();
    command.run();
  }

  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-overlay" />
        <Dialog.Popup
          aria-label="Command palette"
          aria-modal
          className="fixed top-[min(12dvh,7rem)] left-1/2 z-50 flex max-h-[min(32rem,calc(100dvh-8rem))] w-[min(40rem,calc(100vw-1rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border bg-surface text-foreground shadow-md"
        >
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={shown}
            value={typed}
            onValueChange={(value) => setTyped(value)}
            itemToStringValue={(command: Command) => command.title}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-2.5 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <Autocomplete.Input
                aria-label="Search or jump to"
                placeholder="Search, paste an id or type what to do"
                maxLength={256}
                spellCheck={false}
                className="h-12 w-full min-w-0 bg-transparent text-base outline-none"
              />
            </div>
            <div role="status" className={isEmpty || found.error !== null ? 'px-4 py-3 text-muted-foreground' : 'sr-only'}>
              {found.error !== null && typed.trim() !== ''
                ? describeFailure(found.error)
                : found.isSearching
                  ? isEmpty
                    ? 'Searching…'
                    : ''
                  : isEmpty
                    ? `Nothing is called “${typed.trim()}”, and nothing has this id. Requests are found by their whole id.`
                    : ''}
            </div>
            <Autocomplete.List
              aria-label="Results"
              className="min-h-0 overflow-y-auto overscroll-contain p-1.5 outline-none [scroll-padding-block:0.5rem] empty:p-0"
            >
              {(group: Group) => (
                <Autocomplete.Group key={group.title} items={group.items}>
                  <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted-foreground">
                    {group.title}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(command: Command) => (
                      <Autocomplete.Item
                        key={command.id}
                        value={command}
                        onClick={() => choose(command)}
                        className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 py-1 outline-none select-none data-highlighted:bg-accent-surface [&_svg]:size-4 [&_svg]:shrink-0"
                      >
                        <command.icon aria-hidden className="text-muted-foreground" />
                        <span className="min-w-0 truncate">{command.title}</span>
                        <span className="ml-auto max-w-[50%] min-w-0 truncate pl-3 text-xs text-muted-foreground">{command.detail}</span>
                        {command.keys !== undefined && (
                          <span className="max-sm:hidden">
                            <ShortcutKeys keys={command.keys} />
                          </span>
                        )}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Without a word: where one was and where one can go. With words: what the server found first when it is an id, else last. */
function arrange(typed: string, groups: readonly CommandGroup[], recent: Command[], found: Command[]): Group[] {
  const text = typed.trim();
  if (text === '') {
    const offered = groups.filter(({ title }) => title === 'Pages' || title === 'Actions');
    return [{ title: 'Recent', items: recent }, ...offered.map(({ title, commands }) => ({ title, items: commands }))].filter(hasItems);
  }
  const here = groups.map(({ title, commands }) => ({ title, items: rankCommands(commands, text) }));
  const listed = new Set(here.flatMap(({ items }) => items.map(({ id }) => id)));
  const there = { title: 'Found', items: found.filter(({ id }) => !listed.has(`project ${id}`)) };
  return (/^[a-z]{2,4}_/.test(text) ? [there, ...here] : [...here, there]).filter(hasItems);
}

function hasItems({ items }: Group): boolean {
  return items.length > 0;
}

function describeFailure(error: unknown): string {
  const { message, requestId } = describeError(error);
  return `The search failed. ${message}${requestId === undefined ? '' : ` (request id ${requestId})`}`;
}
