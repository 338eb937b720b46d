'use client';
import type { UseMutationResult } from '@tanstack/react-query';
import { useMutation } from '@tanstack/react-query';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useArrival } from '../../shell/use-arrival.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { howItEnds } from './how-it-ends.ts';
import type { CredentialRow } from './credential-row.ts';

type CredentialCardProps = { row: CredentialRow; providerName: string; testsAtOnce: boolean; onEdit: () => void; onDelete: () => void };

export function CredentialCard({ row, providerName, testsAtOnce, onEdit, onDelete }: CredentialCardProps) {
  const trpc = useTRPC();
  const { can } = useWorkspace();
  const arrival = useArrival();
  const test = useMutation(trpc.credential.test.mutationOptions());
  const hasStarted = useRef(false);
  const { mutate } = test;
  useEffect(() => {
    if (!testsAtOnce || hasStarted.current) return;
    hasStarted.current = true;
    mutate({ credentialId: row.id });
  }, [testsAtOnce, mutate, row.id]);
  return (
    <li {...arrival(row.id, 'rounded-lg border bg-surface p-4')}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="flex min-w-0 flex-wrap items-center gap-2 font-semibold">
            <span className="min-w-0 break-words">{row.name}</span>
            {row.isDefault && <Badge tone="accent">default for {row.provider}</Badge>}
          </h2>
          <p className="mt-0.5 text-muted-foreground">
            {providerName}
            {row.baseUrl !== null && (
              <>
                {' at '}
                <span className="font-mono text-xs break-all">{row.baseUrl}</span>
              </>
            )}
          </p>
          <p className="mt-1 text-xs text-muted-foreground">
            {row.secretHint === null ? 'No secret' : `Secret ${howItEnds(row.secretHint)}`}, changed <RelativeTime value={row.updatedAt} />
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {can('credential:test') && (
            <Button
              size="small"
              isPending={test.isPending}
              onClick={() => test.mutate({ credentialId: row.id })}
              aria-label={`Test ${row.name}`}
            >
              Test
            </Button>
          )}
          {can('credential:update') && (
            <Button size="small" onClick={onEdit} aria-label={`Edit ${row.name}`}>
              Edit
            </Button>
          )}
          {can('credential:delete') && (
            <Button size="small" onClick={onDelete} aria-label={`Delete ${row.name}`}>
              Delete
            </Button>
          )}
        </div>
      </div>
      <TestResult test={test} />
    </li>
  );
}

type CredentialTest = { ok: boolean; message: string; latencyMs: number; models: string[] };

function TestResult({ test }: { test: Pick<UseMutationResult<CredentialTest, unknown, never>, 'data' | 'error' | 'isPending'> }) {
  const { data, error, isPending } = test;
  if (isPending) {
    return (
      <p role="status" className="mt-3 text-muted-foreground">
        The proxy is calling the provider…
      </p>
    );
  }
  if (data === undefined && error === null) return null;
  const isGood = data?.ok === true;
  return (
    <div role="status" className={`mt-3 flex items-start gap-2 rounded-md p-2.5 ${isGood ? 'bg-success-surface' : 'bg-danger-surface'}`}>
      {isGood ? (
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
      ) : (
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      )}
      <span className="min-w-0 break-words">
        {data === undefined ? describeError(error).message : data.message}
        {data !== undefined && <span className="whitespace-nowrap"> ({Math.round(data.latencyMs)} ms)</span>}
        {data !== undefined && data.models.length > 0 && (
          <span className="mt-1 block text-xs">
            {data.models.slice(0, 8).join(', ')}
            {data.models.length > 8 && ' …'}
          </span>
        )}
      </span>
    </div>
  );
}
