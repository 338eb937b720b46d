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
import { useWorkspace } from '../../shell/use-workspace.ts';
import type { WorkspaceProject } from '../../shell/workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { SlugHint } from '../organization/slug-hint.tsx';

const FIELDS = ['name', 'slug', 'contentKeep', 'contentDays', 'budgetStatus'];

const KEEP_HINTS: Record<WorkspaceProject['contentKeep'], string> = {
  none: 'Nothing that callers write is kept but tags and user, by which costs are told apart: no prompts, answers, metadata or sessions.',
  metadata: 'What callers say about a request is kept, such as metadata and sessions; prompts and answers are not.',
  full: 'Prompts and answers are kept sealed, for members whose role may read them. Callers may ask otherwise with x-tollgate-no-log.',
};

export function ProjectForm({ project, isReadOnly }: { project: WorkspaceProject; isReadOnly: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { organization } = useWorkspace();
  const [keep, setKeep] = useState(project.contentKeep);
  const [days, setDays] = useState(project.contentDays);
  const update = useMutation(
    trpc.project.update.mutationOptions({
      onSuccess: (_, { slug }) => {
        // The address follows; the old one would lead here as well.
        if (slug !== project.slug)
          router.replace(`/settings?${new URLSearchParams({ org: organization.slug, project: slug ?? project.slug })}`);
        router.refresh();
        showToast('Saved. Every proxy knows within 2 seconds.');
      },
    }),
  );
  const errors = fieldErrors(update.error, FIELDS);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    update.mutate({
      projectId: project.id,
      name: String(form.get('name')),
      slug: String(form.get('slug')),
      contentKeep: keep,
      ...(keep === 'full' ? { contentDays: days } : {}),
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
        <Field label="Short name in addresses" isRequired hint={<SlugHint pastSlugs={project.pastSlugs} />} error={errors.of('slug')}>
          {(control) => (
            <Input {...control} name="slug" required maxLength={48} spellCheck={false} className="font-mono" defaultValue={project.slug} />
          )}
        </Field>
        <Field label="What is kept of a request" isRequired hint={KEEP_HINTS[keep]} error={errors.of('contentKeep')}>
          {(control) => (
            <Select
              {...control}
              name="contentKeep"
              value={keep}
              onChange={(event) => setKeep(event.target.value as WorkspaceProject['contentKeep'])}
            >
              <option value="none">nothing that callers write</option>
              <option value="metadata">metadata only</option>
              <option value="full">prompts and answers</option>
            </Select>
          )}
        </Field>
        {keep === 'full' && (
          <Field
            label="Days that content is kept"
            isRequired
            hint="Fewer days count for what is kept already, more days for what comes."
            error={errors.of('contentDays')}
          >
            {(control) => (
              <Input
                {...control}
                name="contentDays"
                type="number"
                required
                min={1}
                max={3650}
                step={1}
                value={Number.isNaN(days) ? '' : days}
                onChange={(event) => setDays(event.target.valueAsNumber)}
              />
            )}
          </Field>
        )}
        {project.contentKeep === 'full' && (keep !== 'full' || days < project.contentDays) && (
          <p role="status" className="rounded-md border border-warning bg-warning-surface px-3 py-2">
            {keep === 'full'
              ? `Prompts and answers older than ${days} ${days === 1 ? 'day' : 'days'} can no longer be read once this is saved, and are deleted within 10 minutes.`
              : 'Prompts and answers that are kept now can no longer be read once this is saved, and are deleted within 10 minutes.'}
          </p>
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
