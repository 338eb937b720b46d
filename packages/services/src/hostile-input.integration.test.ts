import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { createApiKey, createApiKeyInput } from './api-key/create-api-key.ts';
import { listApiKeys, listApiKeysInput } from './api-key/list-api-keys.ts';
import { revokeApiKeyInput } from './api-key/revoke-api-key.ts';
import { rotateApiKeyInput } from './api-key/rotate-api-key.ts';
import { updateApiKeyInput } from './api-key/update-api-key.ts';
import { createSessionInput } from './auth/create-session.ts';
import { signUpInput } from './auth/sign-up.ts';
import { verifyPasswordInput } from './auth/verify-password.ts';
import { createCredential, createCredentialInput } from './credential/create-credential.ts';
import { deleteCredentialInput } from './credential/delete-credential.ts';
import { listCredentialDependentsInput } from './credential/list-credential-dependents.ts';
import { listCredentials } from './credential/list-credentials.ts';
import { testCredentialInput } from './credential/test-credential.ts';
import { updateCredentialInput } from './credential/update-credential.ts';
import { listAuditEventsInput } from './audit/list-audit-events.ts';
import { acceptInvitationInput } from './invitation/accept-invitation.ts';
import { createInvitationInput } from './invitation/create-invitation.ts';
import { readInvitationInput } from './invitation/read-invitation.ts';
import { resendInvitationInput } from './invitation/resend-invitation.ts';
import { restoreInvitationInput } from './invitation/restore-invitation.ts';
import { revokeInvitationInput } from './invitation/revoke-invitation.ts';
import { signUpWithInvitationInput } from './invitation/sign-up-with-invitation.ts';
import { changeRoleInput } from './member/change-role.ts';
import { removeMemberInput } from './member/remove-member.ts';
import { createOrganizationInput } from './organization/create-organization.ts';
import { deleteOrganizationInput } from './organization/delete-organization.ts';
import { transferOwnershipInput } from './organization/transfer-ownership.ts';
import { updateOrganizationInput } from './organization/update-organization.ts';
import { deleteProjectInput } from './project/delete-project.ts';
import { describeProjectDeletionInput } from './project/describe-deletion.ts';
import { listPrices, listPricesInput } from './price/list-prices.ts';
import { savePriceOverrideInput } from './price/save-price-override.ts';
import { createProject, createProjectInput } from './project/create-project.ts';
import { listProjects } from './project/list-projects.ts';
import { updateProjectInput } from './project/update-project.ts';
import { deleteRouteInput } from './route/delete-route.ts';
import { listRoutes, listRoutesInput } from './route/list-routes.ts';
import { saveRoute, saveRouteInput } from './route/save-route.ts';
import { readPublishedProject } from './testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from './testing/start-test-services.ts';

const TOKEN = 'x'.repeat(43);
const ID = 'key_01k9zzzzzzzzzzzzzzzzzzzzzz';
/** Every input with a valid example; the attacks are mixed into it. */
const INPUTS: [string, z.ZodType, Record<string, unknown>][] = [
  ['createApiKey', createApiKeyInput, { projectId: ID, name: 'n' }],
  ['listApiKeys', listApiKeysInput, { projectId: ID }],
  ['updateApiKey', updateApiKeyInput, { apiKeyId: ID, name: 'n' }],
  ['rotateApiKey', rotateApiKeyInput, { apiKeyId: ID, overlapHours: 1 }],
  ['revokeApiKey', revokeApiKeyInput, { apiKeyId: ID }],
  ['signUp', signUpInput, { name: 'n', email: 'a@example.com', password: 'long enough' }],
  ['verifyPassword', verifyPasswordInput, { email: 'a@example.com', password: 'long enough' }],
  ['createSession', createSessionInput, { userId: ID, userAgent: null, ipAddress: null }],
  ['createCredential', createCredentialInput, { name: 'n', provider: 'openai', secret: 's' }],
  ['updateCredential', updateCredentialInput, { credentialId: ID, name: 'n' }],
  ['deleteCredential', deleteCredentialInput, { credentialId: ID, confirmName: 'n' }],
  ['listCredentialDependents', listCredentialDependentsInput, { credentialId: ID }],
  ['testCredential', testCredentialInput, { credentialId: ID }],
  ['createProject', createProjectInput, { name: 'n' }],
  ['updateProject', updateProjectInput, { projectId: ID, name: 'n' }],
  ['deleteProject', deleteProjectInput, { projectId: ID, confirmName: 'n' }],
  ['describeProjectDeletion', describeProjectDeletionInput, { projectId: ID }],
  ['updateOrganization', updateOrganizationInput, { name: 'n', slug: 'n', timeZone: 'UTC' }],
  ['createOrganization', createOrganizationInput, { name: 'n' }],
  ['transferOwnership', transferOwnershipInput, { memberId: ID, confirmName: 'n' }],
  ['deleteOrganization', deleteOrganizationInput, { confirmName: 'n' }],
  ['changeRole', changeRoleInput, { memberId: ID, role: 'viewer' }],
  ['removeMember', removeMemberInput, { memberId: ID }],
  ['createInvitation', createInvitationInput, { email: 'a@example.com', role: 'viewer' }],
  ['resendInvitation', resendInvitationInput, { invitationId: ID }],
  ['revokeInvitation', revokeInvitationInput, { invitationId: ID }],
  ['restoreInvitation', restoreInvitationInput, { invitationId: ID }],
  ['readInvitation', readInvitationInput, { token: TOKEN }],
  ['acceptInvitation', acceptInvitationInput, { token: TOKEN }],
  ['signUpWithInvitation', signUpWithInvitationInput, { token: TOKEN, name: 'n', email: 'a@example.com', password: 'long enough' }],
  ['listAuditEvents', listAuditEventsInput, { actorId: 'usr_1', objectType: 'project', objectId: ID, from: '2026-11-20T00:00:00Z' }],
  ['listRoutes', listRoutesInput, { projectId: ID }],
  ['saveRoute', saveRouteInput, { projectId: ID, name: 'n', targets: [{ credential: 'sim', model: 'echo' }] }],
  ['deleteRoute', deleteRouteInput, { routeId: ID }],
  ['listPrices', listPricesInput, { provider: 'openai', search: 'gpt', cursor: 'c' }],
  [
    'savePriceOverride',
    savePriceOverrideInput,
    { provider: 'openai', model: 'm', effectiveFrom: '2026-01-01', inputUsdPerMillion: '1', outputUsdPerMillion: '2' },
  ],
];

/** What a query builder would take for a condition, an order or a write, were it let through. */
const OPERATORS = [
  { contains: '' },
  { startsWith: 'sk-' },
  { not: '' },
  { increment: 1_000_000 },
  { connect: { id: 'org_other' } },
  { in: [ID] },
  { set: 'x' },
  ['x'],
  7,
  true,
];
const EXTRA_FIELDS = [
  { orgId: 'org_other' },
  { organizationId: 'org_other' },
  { userId: 'usr_other', memberId: 'mem_other' },
  { role: 'owner' },
  { orderBy: { organization: { slug: 'asc' } } },
  { where: {} },
  { data: { connect: { id: 'org_other' } } },
  { include: { user: true } },
];

test.each(INPUTS)('%s takes its example, and neither an operator for a value nor a field it does not name', (name, schema, example) => {
  expect(schema.safeParse(example).success).toBe(true);
  for (const field of Object.keys(example)) {
    for (const operator of OPERATORS) {
      // A number is what this one field is for.
      if (field === 'overlapHours' && operator === 7) continue;
      expect({ name, field, operator, taken: schema.safeParse({ ...example, [field]: operator }).success }).toMatchObject({ taken: false });
    }
  }
  for (const extra of EXTRA_FIELDS) {
    if (Object.keys(extra).some((field) => field in example)) continue;
    expect({ name, extra, taken: schema.safeParse({ ...example, ...extra }).success }).toMatchObject({ taken: false });
  }
  for (const nothing of [null, undefined, 'x', []]) expect(schema.safeParse(nothing).success).toBe(false);
});

const HOSTILE_NAMES = [
  '<svg/onload=alert(1)>',
  '"><svg onload=alert(1)>',
  '</script><script>alert(1)</script>',
  "'; DROP TABLE api_keys; --",
  "Robert'); DELETE FROM projects WHERE ('1'='1",
  '{{constructor.constructor("alert(1)")()}}',
  '${7*7} $(id) `id` %n %s',
  '=HYPERLINK("https://example.com","x")',
  '__proto__',
  'constructor',
  '\u202Egnp.exe',
  'مرحبا بالعالم',
  '👩‍👩‍👧‍👦 🇺🇳 e\u0301',
  '..\\..\\..\\windows',
  '👍'.repeat(100),
];

let run: TestServices;
let tenant: Tenant;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  tenant = await run.makeTenant();
});
afterAll(() => run.close());

test.each(HOSTILE_NAMES)('the name %j is plain data everywhere', async (name) => {
  const { context } = tenant;
  const { id: projectId } = await createProject(context, { name });
  expect(await listProjects(context)).toContainEqual(expect.objectContaining({ id: projectId, name }));
  const key = await createApiKey(context, { projectId, name });
  expect(await listApiKeys(context, { projectId })).toMatchObject([{ id: key.id, name }]);
  await saveRoute(context, { projectId, name, targets: [{ credential: 'sim', model: name }] });
  expect(await listRoutes(context, { projectId })).toMatchObject([{ name, targets: [{ credential: 'sim', model: name }] }]);
  expect((await readPublishedProject(run.services, projectId)).routes).toMatchObject([{ name }]);
  const credentialName = [...name.replaceAll('/', '')].slice(0, 60).join('').trim();
  const credential = await createCredential(context, { name: credentialName, provider: 'openai', secret: 'sk-1' });
  expect(await listCredentials(context)).toContainEqual(expect.objectContaining({ id: credential.id, name: credentialName }));
  expect((await listPrices(context, { provider: name, search: name })).rows).toEqual([]);
});

test.each(['', '   ', 'a\u0000b', 'a\nb', 'a\u001b[31m', 'x'.repeat(101), '\ud800'])('the name %j is refused', async (name) => {
  await expect(createProject(tenant.context, { name })).rejects.toMatchObject({ code: 'invalid', field: 'name' });
});
