import { isDeepStrictEqual } from 'node:util';
import type { RoutingDocument } from '@tollgate/core/routing/document';

/** Whether two documents say the same, whatever the order of their fields (Postgres keeps none). */
export function isSameDocument(one: RoutingDocument, other: RoutingDocument): boolean {
  return isDeepStrictEqual(one, other);
}
