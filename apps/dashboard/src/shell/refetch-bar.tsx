'use client';
import { useIsFetching } from '@tanstack/react-query';

/** A thin line at the top while data that is already shown is fetched again and takes its time. */
export function RefetchBar() {
  const fetching = useIsFetching({ predicate: ({ state }) => state.data !== undefined });
  return fetching > 0 ? <div aria-hidden className="animate-refetch fixed inset-x-0 top-0 z-60 h-0.5 bg-accent" /> : null;
}
