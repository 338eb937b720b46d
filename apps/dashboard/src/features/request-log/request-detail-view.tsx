'use client';
import { useQuery } from '@tanstack/react-query';
import { Badge } from '@tollgate/ui/badge';
import { CodeBlock } from '@tollgate/ui/code-block';
import { CopyButton } from '@tollgate/ui/copy-button';
import { Tabs } from '@tollgate/ui/tabs';
import { useState, type ReactNode } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { CallerText } from '../caller-text/caller-text.tsx';
import { ContentBadge } from '../project/content-badge.tsx';
import { revealControls } from '../caller-text/reveal-controls.ts';
import { formatInstant } from '../time-range/format-bucket.ts';
import { AttemptWaterfall } from './attempt-waterfall.tsx';
import { ContentSection } from './content-section.tsx';
import { CostCell } from './cost-cell.tsx';
import { CostFormulaView } from './cost-formula-view.tsx';
import { DetailSection } from './detail-section.tsx';
import { explainFailure } from './explain-failure.ts';
import { formatDuration } from './format-duration.ts';
import { ModelName } from './model-name.tsx';
import { replaySnippets } from './replay-snippets.ts';
import { RequestMarks } from './request-marks.tsx';
import type { RequestDetail } from './request-types.ts';
import { StatusBadge } from './status-badge.tsx';
import { UsageTable } from './usage-table.tsx';

/** Everything about one request, from what happened to how to send it again. */
export function RequestDetailView({ detail, zone }: { detail: RequestDetail; zone: string }) {
  const { can, href, organization, proxyUrl } = useWorkspace();
  const project = organization.projects.find(({ id }) => id === detail.projectId);
  const trpc = useTRPC();
  const [isContentWanted, setContentWanted] = useState(false);
  const content = useQuery(
    trpc.requestLog.getContent.queryOptions({ requestId: detail.requestId }, { enabled: isContentWanted, staleTime: 60_000 }),
  );
  const keptBody = content.data && !content.data.isTruncated ? content.data.prompt : null;
  const served = detail.attempts.at(-1);
  const failure = explainFailure(detail);

  return (
    <div>
      <div className="px-4 py-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <StatusBadge status={detail.status} errorCode={detail.errorCode} />
          <RequestMarks row={{ ...detail, attempts: detail.attempts.length }} />
          <span className="inline-flex min-w-0 items-center gap-1">
            <code className="truncate font-mono text-xs">{detail.requestId}</code>
            <CopyButton value={detail.requestId} label="Copy request id" />
          </span>
        </div>
        {failure !== null && (
          <div role="note" className="mt-3 rounded-md border border-danger bg-danger-surface px-3 py-2">
            <p className="font-medium break-words">
              <bdi>{revealControls(failure.what)}</bdi>
            </p>
            <p className="mt-0.5 text-muted-foreground">{failure.advice}</p>
          </div>
        )}
        <dl className="mt-3 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 sm:grid-cols-[max-content_minmax(0,1fr)_max-content_minmax(0,1fr)]">
          <Fact name="Time">{formatInstant(detail.startedAt, zone)}</Fact>
          <Fact name="Cost">
            <CostCell costPico={detail.costPico} isUnpriced={detail.isUnpriced} />
          </Fact>
          <Fact name="Model">
            <ModelName requested={detail.requestedModel} provider={detail.provider} model={detail.model} />
          </Fact>
          <Fact name="Latency">
            {formatDuration(detail.durationMs)}{' '}
            <span className="text-muted-foreground">· proxy {formatDuration(detail.overheadMicros / 1000)}</span>
          </Fact>
          <Fact name="Route">
            {detail.route === null ? null : `${detail.route}${detail.routeVersion === null ? '' : `, version ${detail.routeVersion}`}`}
          </Fact>
          <Fact name="First token">{detail.firstTokenMs === null ? null : formatDuration(detail.firstTokenMs)}</Fact>
          <Fact name="Key">{detail.keyName ?? detail.keyId}</Fact>
          <Fact name="Credential">{served?.credentialName ?? null}</Fact>
          <Fact name="End user">{detail.endUser}</Fact>
          <Fact name="Session">{detail.sessionId}</Fact>
          <Fact name="Cache">{detail.cache}</Fact>
          <Fact name="Client">{detail.userAgent}</Fact>
        </dl>
      </div>
      <DetailSection title={detail.attempts.length === 1 ? 'Attempt' : `Attempts (${detail.attempts.length})`}>
        <AttemptWaterfall detail={detail} />
      </DetailSection>
      <DetailSection title="Tokens">
        <UsageTable attempts={detail.attempts} />
      </DetailSection>
      <DetailSection title="Cost">
        {!can('spend:read') ? (
          <p className="text-muted-foreground">Your role does not include costs.</p>
        ) : detail.attempts.length === 0 ? (
          <p className="text-muted-foreground">Nothing was called, so there is nothing to pay.</p>
        ) : (
          <div className="flex flex-col gap-4">
            {detail.attempts.map((attempt) => (
              <div key={attempt.attemptId} className="min-w-0">
                {detail.attempts.length > 1 && (
                  <p className="mb-1.5 font-medium">
                    Attempt {attempt.ordinal}{' '}
                    <CallerText text={`${attempt.provider}/${attempt.model}`} className="font-normal text-muted-foreground" />
                  </p>
                )}
                <CostFormulaView attempt={attempt} pricesHref={href('/models')} />
              </div>
            ))}
          </div>
        )}
      </DetailSection>
      {(detail.tags.length > 0 || Object.keys(detail.metadata).length > 0) && (
        <DetailSection title="Tags and metadata">
          {detail.tags.length > 0 && (
            <ul className="mb-2 flex flex-wrap gap-1.5">
              {detail.tags.map((tag) => (
                <li key={tag} className="max-w-full">
                  <Badge>
                    <CallerText text={tag} />
                  </Badge>
                </li>
              ))}
            </ul>
          )}
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
            {Object.entries(detail.metadata).map(([name, value]) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </DetailSection>
      )}
      <DetailSection title="Prompt and answer">
        {project !== undefined && (
          <p className="mb-2.5 flex">
            <ContentBadge {...project} />
          </p>
        )}
        {detail.isUnlogged ? (
          <p className="text-muted-foreground">
            None is kept: the caller asked so, with <code className="font-mono text-xs">x-tollgate-no-log</code>.
          </p>
        ) : can('request:read_content') ? (
          <ContentSection
            content={isContentWanted ? content.data : undefined}
            error={content.error}
            isPending={isContentWanted && content.isFetching}
            onShow={() => (isContentWanted ? void content.refetch() : setContentWanted(true))}
          />
        ) : (
          <p className="text-muted-foreground">Your role does not include the contents of requests.</p>
        )}
      </DetailSection>
      <DetailSection title="Send it again">
        {keptBody === null && (
          <p className="mb-2 text-muted-foreground">
            {isContentWanted ? 'The message is a placeholder.' : 'The message is a placeholder until the prompt is shown above.'}
          </p>
        )}
        <Tabs
          label="Languages"
          tabs={replaySnippets({ proxyUrl, model: detail.requestedModel, isStream: detail.isStream, keptBody }).map(
            ({ value, label, code }) => ({
              value,
              label,
              content: <CodeBlock code={code} label={value === 'curl' ? 'curl command' : `${label} program`} />,
            }),
          )}
        />
      </DetailSection>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="max-w-40 truncate text-muted-foreground">{revealControls(name)}</dt>
      <dd className="min-w-0 break-words">
        {children === null ? (
          <span className="text-muted-foreground">–</span>
        ) : typeof children === 'string' ? (
          <bdi>{revealControls(children)}</bdi>
        ) : (
          children
        )}
      </dd>
    </>
  );
}
