import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';

/** Which requests the page is about, as the API takes it. */
export type RequestQuestion = { projectId?: string; from: string; to: string; filter: RequestFilter };
