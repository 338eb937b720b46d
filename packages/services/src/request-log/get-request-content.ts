import { readContent } from '@tollgate/db/ledger/read-content';
import { contentContext, open, openDataKey } from '@tollgate/secrets/envelope';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { storedTextSchema } from './stored-text-schema.ts';

export const getRequestContentInput = z.strictObject({ requestId: storedTextSchema });

/** What a proxy seals: JSON in UTF-8 of the caller's body and of the answer, each as text. */
const contentSchema = z.object({ prompt: z.string(), answer: z.string() });

export type RequestContent = { prompt: string; answer: string; isTruncated: boolean };

/** The kept prompt and answer of a request; `null` when none was kept or its time is over. */
export async function getRequestContent(
  context: TenantContext,
  input: z.input<typeof getRequestContentInput>,
): Promise<RequestContent | null> {
  requirePermission(context, 'request:read_content');
  const { requestId } = parseInput(getRequestContentInput, input);
  const { organizationId } = context;
  const sealed = await readContent(context.database.pool, organizationId, requestId, context.clock());
  if (sealed === null) return null;
  const dataKey = openDataKey(context.keyEncryptionKeys, sealed.dataKey, organizationId, sealed.keyVersion);
  const plaintext = open(dataKey, sealed, contentContext(organizationId, requestId));
  return { ...contentSchema.parse(JSON.parse(plaintext.toString('utf8'))), isTruncated: sealed.isTruncated };
}
