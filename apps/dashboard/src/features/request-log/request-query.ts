import type { inferParserType } from 'nuqs';
import type { requestSearchParams } from './request-search-params.ts';

/** The filters of the Requests page as its URL holds them. */
export type RequestQuery = inferParserType<typeof requestSearchParams>;

/** Whether anything but the range narrows the list. */
export function hasFilter(query: RequestQuery): boolean {
  return query.status !== null || query.model !== '' || query.key !== null || query.id !== '';
}
