import {
  keyDocumentSchema,
  organizationDocumentSchema,
  projectDocumentSchema,
  type KeyDocument,
  type OrganizationDocument,
  type ProjectDocument,
} from '@tollgate/core/snapshot/documents';
import { documentKey } from '@tollgate/redis/keys';
import { hashApiKey } from '@tollgate/secrets/api-key';
import type { Services } from '../context.ts';

/** What a proxy would find for a key; throws when there is nothing. */
export async function readPublishedKey({ redis }: Services, key: string): Promise<KeyDocument> {
  return keyDocumentSchema.parse(JSON.parse((await redis.get(documentKey('key', hashApiKey(key)))) ?? 'null'));
}

export async function readPublishedProject({ redis }: Services, projectId: string): Promise<ProjectDocument> {
  return projectDocumentSchema.parse(JSON.parse((await redis.get(documentKey('project', projectId))) ?? 'null'));
}

export async function readPublishedOrganization({ redis }: Services, organizationId: string): Promise<OrganizationDocument> {
  return organizationDocumentSchema.parse(JSON.parse((await redis.get(documentKey('organization', organizationId))) ?? 'null'));
}
