'use client';
import { lazy, Suspense } from 'react';
import { Skeleton } from '../skeleton.tsx';
import type { SpendChartProps } from './spend-chart.tsx';

const SpendChart = lazy(() => import('./spend-chart.tsx'));

/** The chart library is the largest part of its page, so it is loaded after the numbers are there. */
export function LazySpendChart(props: SpendChartProps) {
  return (
    <Suspense fallback={<Skeleton className="mb-5 h-72 w-full" />}>
      <SpendChart {...props} />
    </Suspense>
  );
}
