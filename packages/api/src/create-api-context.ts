import { randomUUID } from 'node:crypto';
import type { ApiContext } from './context.ts';

/** One context a request, shared by the procedures that it batches. */
export function createApiContext(options: Omit<ApiContext, 'requestId'>): ApiContext {
  return { ...options, requestId: `req_${randomUUID()}` };
}
