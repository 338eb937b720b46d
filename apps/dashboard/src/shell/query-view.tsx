'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import { ErrorState } from '@tollgate/ui/error-state';
import type { ReactNode } from 'react';
import { describeError } from '../trpc/describe-error.ts';

type QueryViewProps<Data> = {
  query: UseQueryResult<Data, unknown>;
  /** What could not be done when it fails: "The API keys could not be loaded". */
  errorTitle: string;
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
};

/** Shows a query: its skeleton, its failure, or its data, which stays while it is fetched again. */
export function QueryView<Data>({ query, errorTitle, skeleton, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return skeleton;
  const { message, requestId } = describeError(query.error);
  return (
    <ErrorState
      title={errorTitle}
      message={message}
      requestId={requestId}
      onRetry={() => void query.refetch()}
      isRetrying={query.isFetching}
    />
  );
}
