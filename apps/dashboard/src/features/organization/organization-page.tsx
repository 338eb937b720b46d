'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { PageHeader } from '@tollgate/ui/page-header';
import { Skeleton } from '@tollgate/ui/skeleton';
import { Plus } from 'lucide-react';
import { QueryView } from '../../shell/query-view.tsx';
import { useCreateDialog } from '../../shell/use-create-dialog.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { ContentRolesForm } from './content-roles-form.tsx';
import { CreateOrganizationDialog } from './create-organization-dialog.tsx';
import { DangerZone } from './danger-zone.tsx';
import { GeneralForm } from './general-form.tsx';

export function OrganizationPage() {
  const trpc = useTRPC();
  const { organization, can } = useWorkspace();
  const settings = useQuery(trpc.organization.get.queryOptions());
  const [isCreating, setCreating] = useCreateDialog();
  const isReadOnly = !can('organization:update');
  return (
    <>
      <PageHeader
        title="Organisation"
        description={
          isReadOnly ? 'Your role may see these settings and not change them.' : `Settings that hold for all of ${organization.name}.`
        }
        actions={
          <Button icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
            Create organisation
          </Button>
        }
      />
      <div className="flex max-w-2xl flex-col gap-5">
        <QueryView
          query={settings}
          errorTitle="The settings could not be loaded"
          skeleton={
            <>
              <Skeleton className="h-96" />
              <Skeleton className="h-60" />
            </>
          }
        >
          {(data) => (
            <>
              <Card title="General">
                <GeneralForm key={data.id} settings={data} isReadOnly={isReadOnly} />
              </Card>
              <Card title="Who reads prompts and answers" description="Of what projects keep of their content.">
                <ContentRolesForm key={data.id} settings={data} isReadOnly={isReadOnly} />
              </Card>
            </>
          )}
        </QueryView>
        <DangerZone />
      </div>
      <CreateOrganizationDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </>
  );
}
