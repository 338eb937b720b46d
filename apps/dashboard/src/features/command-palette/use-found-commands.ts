'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FolderOpen, KeyRound, List, Plug, Route, Users, type LucideIcon } from 'lucide-react';
import { useDebounced } from '../../shell/use-debounced.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { Command } from './use-commands.tsx';

type Kind = 'request' | 'api_key' | 'credential' | 'route' | 'member' | 'project';

const KINDS: Record<Kind, { name: string; icon: LucideIcon; path: string; parameter: string | null }> = {
  request: { name: 'Request', icon: List, path: '/requests', parameter: 'request' },
  api_key: { name: 'API key', icon: KeyRound, path: '/keys', parameter: 'at' },
  credential: { name: 'Credential', icon: Plug, path: '/providers', parameter: 'at' },
  route: { name: 'Route', icon: Route, path: '/routes', parameter: 'at' },
  member: { name: 'Member', icon: Users, path: '/members', parameter: 'at' },
  project: { name: 'Project', icon: FolderOpen, path: '/requests', parameter: null },
};

const DELAY_MS = 80;
const SHORTEST = 2;

/** What the organisation has under this name or id. */
export function useFoundCommands(typed: string, go: (to: { title: string; detail: string; href: string }) => void) {
  const trpc = useTRPC();
  const { href } = useWorkspace();
  const text = typed.trim().slice(0, 256);
  const settled = useDebounced(text, DELAY_MS);
  const isAsked = settled.length >= SHORTEST;
  const search = useQuery(
    trpc.search.find.queryOptions({ text: settled }, { enabled: isAsked, placeholderData: keepPreviousData, staleTime: 5000 }),
  );
  const commands: Command[] = (isAsked ? (search.data ?? []) : []).map((found) => {
    const { name, icon, path, parameter } = KINDS[found.kind];
    const detail = `${name} · ${found.detail}`;
    const parameters = {
      ...(found.projectSlug === null ? {} : { project: found.projectSlug }),
      ...(parameter === null ? {} : { [parameter]: found.id }),
    };
    return { id: found.id, title: found.name, detail, icon, run: () => go({ title: found.name, detail, href: href(path, parameters) }) };
  });
  return { commands, isSearching: text.length >= SHORTEST && (settled !== text || search.isFetching), error: search.error };
}
