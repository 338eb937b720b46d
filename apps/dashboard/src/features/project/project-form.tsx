'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { Select } from '@tollgate/ui/select';
import { showToast } from '@tollgate/ui/toast';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import type { WorkspaceProject } from '../../shell/workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';

const FIELDS = ['name', 'contentKeep', 'contentDays', 'budgetStatus'];

const KEEP_HINTS: Record<WorkspaceProject['contentKeep'], string> = {
  none: 'Prompts and answers are never written down.',
  metadata: 'Counts, times and costs are kept; prompts and answers are not.',
  full: 'Prompts and answers are kept sealed, for members whose role may read them.',
};

export function ProjectForm({ project, isReadOnly }: { project: WorkspaceProject; isReadOnly: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [keep, setKeep] = useState(project.contentKeep);
  const update = useMutation(
    trpc.project.update.mutationOptions({
      onSuccess: () => {
        router.refresh();
        showToast('Saved. Every proxy knows within 2 seconds.');
      },
    }),
  );
  const errors = fieldErrors(update.error, FIELDS);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = form.get('contentDays');
    update.mutate({
      projectId: project.id,
      name: String(form.get('name')),
      contentKeep: keep,
      ...(days === null ? {} : { contentDays: Number(days) }),
      budgetStatus: form.get('budgetStatus') === '402' ? 402 : 429,
    });
  }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={isReadOnly} className="flex flex-col gap-4">
        <legend className="sr-only">General settings</legend>
        {isReadOnly && <p className="text-muted-foreground">Your role may see these settings and not change them.</p>}
        <FormMessage message={errors.rest} />
        <Field label="Name" isRequired error={errors.of('name')}>
          {(control) => <Input {...control} name="name" required maxLength={100} defaultValue={project.name} />}
        </Field>
        <Field label="What is kept of a request" isRequired hint={KEEP_HINTS[keep]} error={errors.of('contentKeep')}>
          {(control) => (
            <Select
              {...control}
              name="contentKeep"
              value={keep}
              onChange={(event) => setKeep(event.target.value as WorkspaceProject['contentKeep'])}
            >
              <option value="none">nothing of its content</option>
              <option value="metadata">metadata only</option>
              <option value="full">prompts and answers</option>
            </Select>
          )}
        </Field>
        {keep === 'full' && (
          <Field label="Days that content is kept" isRequired hint="It is deleted after this many days." error={errors.of('contentDays')}>
            {(control) => (
              <Input
                {...control}
                name="contentDays"
                type="number"
                required
                min={1}
                max={3650}
                step={1}
                defaultValue={project.contentDays}
              />
            )}
          </Field>
        )}
        <Field
          label="Status of a request over budget"
          isRequired
          hint="Clients that retry every 429 do so even when told not to; 402 makes them stop."
          error={errors.of('budgetStatus')}
        >
          {(control) => (
            <Select {...control} name="budgetStatus" defaultValue={project.budgetStatus}>
              <option value="429">429 Too Many Requests</option>
              <option value="402">402 Payment Required</option>
            </Select>
          )}
        </Field>
        {!isReadOnly && (
          <DialogActions>
            <Button type="submit" variant="primary" isPending={update.isPending}>
              Save
            </Button>
          </DialogActions>
        )}
      </fieldset>
    </form>
  );
}
