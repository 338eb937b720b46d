'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FormMessage } from '../../shell/form-message.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { downloadExport } from './download-export.ts';
import type { RequestQuestion } from './request-question.ts';

type Format = 'csv' | 'jsonl';
type ExportDialogProps = { question: RequestQuestion; onClose: () => void };

/** The whole filtered range as a file: at once while that is a matter of seconds, else written by the worker while one waits. */
export function ExportDialog({ question: asked, onClose }: ExportDialogProps) {
  const trpc = useTRPC();
  const { organization, can } = useWorkspace();
  // The range that was on the page when the dialog opened.
  const [question] = useState(asked);
  const [format, setFormat] = useState<Format>('csv');
  const [streamed, setStreamed] = useState<{ rows: number; of: number; isDone: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => {
    const controller = stop.current;
    return () => controller.abort();
  }, []);

  const estimate = useQuery(trpc.requestLog.estimateExport.queryOptions(question));
  const start = useMutation(trpc.requestLog.startExport.mutationOptions({ onError: (error) => setProblem(describeError(error).message) }));
  const job = useQuery(
    trpc.requestLog.getExport.queryOptions(
      { exportId: start.data?.id ?? '' },
      {
        enabled: start.data !== undefined,
        refetchInterval: ({ state }) => (state.data?.state === 'done' || state.data?.state === 'failed' ? false : 1000),
      },
    ),
  );

  async function run(): Promise<void> {
    setProblem(null);
    if (estimate.data?.isJob === true) return start.mutate({ ...question, format });
    setStreamed({ rows: 0, of: estimate.data?.rows ?? 0, isDone: false });
    try {
      stop.current = new AbortController();
      await downloadExport({
        organization: organization.slug,
        question: { ...question, format },
        signal: stop.current.signal,
        onProgress: (rows, of) => setStreamed({ rows, of, isDone: false }),
      });
      setStreamed((before) => before && { ...before, isDone: true });
    } catch (error) {
      if (stop.current.signal.aborted) return;
      setStreamed(null);
      setProblem(error instanceof Error ? error.message : 'The file could not be fetched.');
    }
  }

  const rows = estimate.data?.rows;
  const isRunning =
    (streamed !== null && !streamed.isDone) ||
    start.isPending ||
    (job.data !== undefined && ['queued', 'running'].includes(job.data.state));
  const written = job.data?.rows ?? streamed?.rows ?? 0;
  const expected = job.data?.expectedRows ?? (streamed === null ? (rows ?? null) : streamed.of);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Export requests"
      description="Every request of this range and filter. Prompts and answers are never part of the file."
    >
      <fieldset disabled={isRunning} className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="mb-2 font-medium">Format</legend>
        {(
          [
            ['csv', 'CSV', 'for spreadsheets; formulas of callers are disarmed'],
            ['jsonl', 'JSON Lines', 'one object a line, for programs'],
          ] as const
        ).map(([value, label, hint]) => (
          <label key={value} className="flex items-start gap-2">
            <input type="radio" name="format" className="mt-1 accent-accent" checked={format === value} onChange={() => setFormat(value)} />
            <span>
              {label}
              <span className="block text-xs text-muted-foreground">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="mt-4 text-muted-foreground">
        {estimate.isError
          ? describeError(estimate.error).message
          : estimate.data === undefined
            ? 'Counting…'
            : rows === 0
              ? 'No request matches.'
              : `${rows === null || rows === undefined ? 'More than 50,000' : `About ${rows.toLocaleString('en-US')}`} rows${can('spend:read') ? '' : ', without costs, which your role does not include'}. ${
                  estimate.data.isJob ? 'The file is written in the background and kept for a day.' : ''
                }`}
      </p>
      {(isRunning || streamed !== null || job.data !== undefined) && (
        <div className="mt-4">
          <progress
            aria-label="Rows written"
            className="h-2 w-full accent-accent"
            {...(expected === null || expected === 0 ? {} : { max: Math.max(expected, written), value: written })}
          />
          <p role="status" className="mt-1 text-xs text-muted-foreground tabular-nums">
            {job.data?.state === 'failed'
              ? 'The export failed. Start it again.'
              : job.data?.state === 'queued'
                ? 'Waiting for the worker…'
                : `${written.toLocaleString('en-US')}${expected === null ? '' : ` of about ${Math.max(expected, written).toLocaleString('en-US')}`} rows`}
            {(streamed?.isDone === true || job.data?.state === 'done') && ' · done'}
            {job.data?.isCut === true &&
              ' The file ends here because it has as many rows as a file may have; narrow the range for the rest.'}
          </p>
        </div>
      )}
      {problem !== null && <FormMessage message={problem} />}
      <DialogActions>
        <Button onClick={onClose}>{isRunning && start.data === undefined ? 'Cancel' : 'Close'}</Button>
        {job.data?.state === 'done' ? (
          <a
            className={buttonClassName('primary')}
            download
            href={`/api/export/requests/${job.data.id}?${new URLSearchParams({ org: organization.slug })}`}
          >
            <Download aria-hidden />
            Download
          </a>
        ) : (
          <Button variant="primary" isPending={isRunning} disabled={rows === 0 || estimate.data === undefined} onClick={() => void run()}>
            {estimate.data?.isJob === true ? 'Start export' : 'Export'}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
