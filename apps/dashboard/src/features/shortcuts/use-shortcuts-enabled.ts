'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.tsx';

/** Whether single keys do anything for this person, from their account, and the way to change it. */
export function useShortcutsEnabled(): { isEnabled: boolean; setEnabled: (isEnabled: boolean) => void } {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { queryKey } = trpc.account.get.queryOptions();
  const account = useQuery({ ...trpc.account.get.queryOptions(), staleTime: 300_000 });
  const update = useMutation(
    trpc.account.updatePreferences.mutationOptions({
      onMutate: ({ shortcutsEnabled }) => {
        const before = queryClient.getQueryData(queryKey);
        queryClient.setQueryData(queryKey, (data) => data && { ...data, shortcutsEnabled });
        return before;
      },
      onError: (_error, _change, before) => queryClient.setQueryData(queryKey, before),
    }),
  );
  return {
    isEnabled: account.data?.shortcutsEnabled ?? true,
    setEnabled: (shortcutsEnabled) => update.mutate({ shortcutsEnabled }),
  };
}
