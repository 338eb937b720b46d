'use client';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { PageHeader } from '@tollgate/ui/page-header';
import { TruncatedId } from '@tollgate/ui/truncated-id';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useCreateDialog } from '../../shell/use-create-dialog.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { CreateProjectDialog } from './create-project-dialog.tsx';
import { DeleteProjectDialog } from './delete-project-dialog.tsx';
import { ProjectForm } from './project-form.tsx';

export function ProjectSettingsPage() {
  const { project, organization, can } = useWorkspace();
  const [isCreating, setCreating] = useCreateDialog();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      <PageHeader
        title="Project settings"
        description={`How ${project.name} keeps content and refuses requests over budget.`}
        actions={
          can('project:create') && (
            <Button icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
              Create project
            </Button>
          )
        }
      />
      <div className="flex max-w-2xl flex-col gap-5">
        <Card title="General">
          {/* A project of its own key: switching must not keep what was typed for another. */}
          <ProjectForm key={project.id} project={project} isReadOnly={!can('project:update')} />
        </Card>
        <Card title="Identifiers" description="For support and for configuration as code.">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
            <dt className="text-muted-foreground">Project</dt>
            <dd>
              <TruncatedId id={project.id} label="Copy project id" /> <span className="text-muted-foreground">({project.slug})</span>
            </dd>
            <dt className="text-muted-foreground">Organisation</dt>
            <dd>
              <TruncatedId id={organization.id} label="Copy organisation id" />{' '}
              <span className="text-muted-foreground">({organization.slug})</span>
            </dd>
          </dl>
        </Card>
        {can('project:delete') && (
          <Card title="Delete the project" description="Its keys stop working within 2 seconds. What it spent stays in Costs.">
            <Button variant="danger" onClick={() => setDeleting(true)}>
              Delete project
            </Button>
          </Card>
        )}
      </div>
      <CreateProjectDialog isOpen={isCreating && can('project:create')} onClose={() => setCreating(false)} />
      {isDeleting && <DeleteProjectDialog onClose={() => setDeleting(false)} />}
    </>
  );
}
