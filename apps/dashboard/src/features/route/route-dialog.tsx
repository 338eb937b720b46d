'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import type { RouteRow } from './route-row.ts';
import { TargetFields } from './target-fields.tsx';
import type { EditedTarget } from './target-list.ts';

/** Creates a route, or publishes the next version of one. The name is what callers write, so it stays. */
export function RouteDialog({ row, takenNames, onClose }: { row: RouteRow | null; takenNames: readonly string[]; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { project } = useWorkspace();
  const credentials = useQuery(trpc.credential.list.queryOptions());
  const [name, setName] = useState(row?.name ?? '');
  const [targets, setTargets] = useState<readonly EditedTarget[]>(
    row === null ? [{ key: 0, credential: 'sim', model: 'echo' }] : row.targets.map((target, key) => ({ key, ...target })),
  );
  const save = useMutation(
    trpc.route.save.mutationOptions({
      onSuccess: async ({ version }) => {
        await queryClient.invalidateQueries(trpc.route.list.pathFilter());
        if (row?.version === version) showToast('Nothing changed.');
        else showToast(`Version ${version} is published. Every proxy uses it within 2 seconds.`, row === null ? undefined : undoWith(row));
        onClose();
      },
    }),
  );
  /** Publishes once more what was there before. */
  function undoWith({ name: routeName, targets: before }: RouteRow): { label: string; onSelect: () => void } {
    return {
      label: 'Undo',
      onSelect: async () => {
        try {
          const { version } = await client.route.save.mutate({ projectId: project.id, name: routeName, targets: before });
          showToast(`The former targets are back, as version ${version}.`);
        } catch (error) {
          showToast(`It could not be undone. ${describeError(error).message}`);
        }
        await queryClient.invalidateQueries(trpc.route.list.pathFilter());
      },
    };
  }
  const errors = fieldErrors(save.error, ['name', 'targets']);
  const isTaken = row === null && takenNames.includes(name.trim());
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isTaken)
      save.mutate({ projectId: project.id, name, targets: targets.map(({ credential, model }) => ({ credential, model: model.trim() })) });
  }
  const rows = credentials.data ?? [];
  const names = [
    ...rows.map((credential) => credential.name),
    ...rows.filter(({ isDefault }) => isDefault).map(({ provider }) => provider),
    'sim',
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={row === null ? 'Create a route' : `Edit “${row.name}”`}
      description={
        row === null
          ? 'A name that applications use as their model, with fallbacks behind it.'
          : `Saving publishes version ${row.version + 1}. Requests under way finish on the version they started with.`
      }
      className="w-[min(40rem,calc(100vw-2rem))]"
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        {row === null && (
          <Field
            label="Name"
            isRequired
            hint="Short and lasting: it is what stands in the code of your applications."
            error={isTaken ? 'This project has a route of that name. Edit that one, or choose another name.' : errors.of('name')}
          >
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={(event) => setName(event.target.value)}
                required
                maxLength={100}
                autoComplete="off"
                spellCheck={false}
                placeholder="smart"
              />
            )}
          </Field>
        )}
        <TargetFields targets={targets} onChange={setTargets} credentials={[...new Set(names)]} error={errors.of('targets')} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isTaken} isPending={save.isPending}>
            {row === null ? 'Create route' : 'Publish'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
