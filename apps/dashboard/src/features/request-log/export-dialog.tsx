'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Download } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { FormMessage } from '../../shell/form-message.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { downloadExport } from './download-export.ts';
import type { RequestQuestion } from './request-question.ts';

type ExportDialogProps = { question: RequestQuestion; format: 'csv' | 'jsonl'; onClose: () => void };
type Streamed = { rows: number; of: number; isDone: boolean };

/** A file of the whole filtered range: at once while that is a matter of seconds, else written by the worker while one waits. */
export function ExportDialog({ question, format, onClose }: ExportDialogProps) {
  const trpc = useTRPC();
  const { organization, can } = useWorkspace();
  const [streamed, setStreamed] = useState<Streamed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  // Counted once: an answer that came again would begin another file.
  const estimate = useQuery(
    trpc.requestLog.estimateExport.queryOptions(question, {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
  );
  const start = useMutation(trpc.requestLog.startExport.mutationOptions());
  const job = useQuery(
    trpc.requestLog.getExport.queryOptions(
      { exportId: start.data?.id ?? '' },
      {
        enabled: start.data !== undefined,
        refetchInterval: ({ state }) => (state.data?.state === 'done' || state.data?.state === 'failed' ? false : 1000),
      },
    ),
  );

  const begin = useEffectEvent((rows: number | null, isJob: boolean, signal: AbortSignal) => {
    if (isJob) return start.mutate({ ...question, format });
    if (rows !== 0) void stream(rows ?? 0, signal);
  });
  const { data } = estimate;
  useEffect(() => {
    if (data === undefined) return;
    const controller = new AbortController();
    // After the turn in which development mounts everything twice.
    const timer = setTimeout(() => begin(data.rows, data.isJob, controller.signal));
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [data]);

  async function stream(of: number, signal: AbortSignal): Promise<void> {
    setStreamed({ rows: 0, of, isDone: false });
    try {
      await downloadExport({
        organization: organization.slug,
        question: { ...question, format },
        signal,
        onProgress: (rows, expected) => setStreamed({ rows, of: expected, isDone: false }),
      });
      setStreamed((before) => before && { ...before, isDone: true });
    } catch (error) {
      if (!signal.aborted) setProblem(error instanceof Error ? error.message : 'The file could not be fetched.');
    }
  }

  const failure =
    problem ??
    (estimate.error !== null ? describeError(estimate.error).message : null) ??
    (start.error !== null ? describeError(start.error).message : null) ??
    (job.error !== null ? describeError(job.error).message : null) ??
    (job.data?.state === 'failed' ? 'The export failed. Start it again.' : null);
  const isDone = streamed?.isDone === true || job.data?.state === 'done';
  const written = job.data?.rows ?? streamed?.rows ?? 0;
  const expected = job.data?.expectedRows ?? streamed?.of ?? data?.rows ?? null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Export requests as ${format === 'csv' ? 'CSV' : 'JSON Lines'}`}
      description={`Every request of this range and filter, ${can('spend:read') ? 'with its cost' : 'without costs, which your role does not include'}. Prompts and answers are never part of the file.`}
    >
      {failure !== null ? (
        <FormMessage message={failure} />
      ) : data?.rows === 0 ? (
        <p>No request matches, so there is nothing to export.</p>
      ) : (
        <>
          <progress
            aria-label="Rows written"
            className="h-2 w-full accent-accent"
            {...(isDone
              ? { max: 1, value: 1 }
              : expected === null || expected === 0
                ? {}
                : { max: Math.max(expected, written), value: written })}
          />
          <p role="status" className="mt-1.5 tabular-nums">
            {data === undefined
              ? 'Counting…'
              : isDone
                ? `${written.toLocaleString('en-US')} rows are ready.`
                : job.data?.state === 'queued'
                  ? 'Waiting for the worker…'
                  : `${written.toLocaleString('en-US')}${expected === null ? '' : ` of about ${Math.max(expected, written).toLocaleString('en-US')}`} rows`}
          </p>
          {data?.isJob === true && (
            <p className="mt-1.5 text-muted-foreground">
              So many rows are written in the background. The file is kept for a day and is for you alone.
              {job.data?.isCut === true && ' It ends early because it has as many rows as a file may have: narrow the range for the rest.'}
            </p>
          )}
        </>
      )}
      <DialogActions>
        <Button onClick={onClose}>{isDone || failure !== null || data?.rows === 0 ? 'Close' : 'Cancel'}</Button>
        {job.data?.state === 'done' && (
          <a
            className={buttonClassName('primary')}
            download
            href={`/api/export/requests/${job.data.id}?${new URLSearchParams({ org: organization.slug })}`}
          >
            <Download aria-hidden />
            Download
          </a>
        )}
      </DialogActions>
    </Dialog>
  );
}
