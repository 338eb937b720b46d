'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '@tollgate/ui/toast';
import { useRouter } from 'next/navigation';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';

/** Saves settings of the organisation and brings the frame around the page up to date. */
export function useSaveOrganization(message: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const { organization } = useWorkspace();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.organization.update.mutationOptions({
      onSuccess: async ({ slug }) => {
        // A whole load where the address changes: everything on the page asks under it.
        if (slug !== organization.slug) return window.location.assign(`/organization?${new URLSearchParams({ org: slug })}`);
        await queryClient.invalidateQueries(trpc.organization.get.pathFilter());
        router.refresh();
        showToast(message);
      },
    }),
  );
}
