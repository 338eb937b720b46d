import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAccessibilityViolations } from '@tollgate/testing/axe';
import { connectServices, makeKey, makeMember, makeOwner, newPerson, signIn, type Owner, type Person } from './steps/account.ts';
import { outcomeOf } from './steps/ask.ts';
import { linkIn, receiveMail } from './steps/mail.ts';
import { openPage } from './steps/pages.ts';
import { visit, type Browser, type Locator, type Page, type Visitor } from './steps/visit.ts';

const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
let owner: Owner;
const others: Visitor[] = [];
/** A new person who came by mail in the first test and is looked at in those after it. */
const invited = newPerson('Grace Hopper');

beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser);
  page = visitor.page;
  owner = await makeOwner(services, 'Harvard Mark I');
  await signIn(page, owner);
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

async function newVisitor(): Promise<Visitor> {
  const other = await visit(browser);
  others.push(other);
  return other;
}

const memberRow = (name: string): Locator =>
  page.getByRole('region', { name: 'Members', exact: true }).locator('tbody tr').filter({ hasText: name });

/** The role that somebody has in the organisation, as the database has it. */
async function roleOf({ email }: Person): Promise<string | null> {
  const { organizationId } = owner.context;
  const membership = await services.database.prisma.membership.findFirst({ where: { organizationId, user: { email } } });
  return membership?.role ?? null;
}

async function invite(role: string, email?: string): Promise<string | null> {
  await openPage(page, 'Members');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite to Harvard Mark I' });
  await dialog.getByLabel('Role', { exact: true }).selectOption({ label: role });
  if (email === undefined) {
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    const shown = page.getByRole('dialog', { name: 'Invitation link' });
    const link = await shown.getByLabel('Invitation link').inputValue();
    await shown.getByRole('button', { name: 'Done' }).click();
    return new URL(link).pathname;
  }
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await dialog.waitFor({ state: 'detached' });
  return null;
}

async function chooseAction(name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('somebody who is invited by mail sees what they will see beforehand in the dialog, signs up by the link, and is in', async () => {
  await openPage(page, 'Members');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite to Harvard Mark I' });
  await dialog.getByLabel('Role', { exact: true }).selectOption({ label: 'Finance' });
  const preview = dialog.getByRole('region', { name: 'What the role finance sees' });
  await preview.getByText('Costs', { exact: true }).waitFor();
  expect(await preview.getByText('Providers', { exact: true }).count()).toBe(0);
  await preview.getByText('never reads prompts and answers').waitFor();
  expect(await findAccessibilityViolations(page)).toEqual([]);
  await dialog.getByLabel('E-mail address').fill(invited.email);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByRole('region', { name: 'Invitations' }).getByText(invited.email).waitFor();

  const guest = await newVisitor();
  await guest.page.goto(linkIn(await receiveMail(invited.email, /invited you/)));
  await guest.page.getByRole('heading', { name: 'Join Harvard Mark I' }).waitFor();
  expect(await guest.page.getByLabel('E-mail address').inputValue()).toBe(invited.email);
  expect(await findAccessibilityViolations(guest.page)).toEqual([]);
  await guest.page.getByLabel('Your name').fill(invited.name);
  await guest.page.getByLabel('Password').fill(invited.password);
  await guest.page.getByRole('button', { name: 'Create account and join' }).click();
  await guest.page.getByRole('button', { name: /Switch project:.*Harvard Mark I/ }).waitFor();
  const pages = guest.page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Costs' }).waitFor();
  expect(await pages.getByRole('link', { name: 'Providers' }).count()).toBe(0);
  const { emailVerifiedAt } = await services.database.prisma.user.findUniqueOrThrow({ where: { email: invited.email } });
  expect(emailVerifiedAt).not.toBeNull();

  await page.reload();
  await memberRow(invited.name).getByText('Finance').waitFor();
  expect(await page.getByText(`Revoke the invitation of ${invited.email}`).count()).toBe(0);
});

test('a new role signs its holder out at once, and can be taken back', async () => {
  const guest = others[0]!;
  await chooseAction(invited.name, 'Change role');
  const dialog = page.getByRole('dialog', { name: `Role of ${invited.name}` });
  await dialog.getByLabel('Role', { exact: true }).selectOption({ label: 'Viewer' });
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await memberRow(invited.name).getByText('Viewer').waitFor();
  await guest.page.goto('/requests');
  await guest.page.waitForURL(/\/sign-in/);

  expect(await roleOf(invited)).toBe('viewer');

  await page.getByRole('button', { name: 'Undo' }).click();
  await memberRow(invited.name).getByText('Finance').waitFor();
  expect(await roleOf(invited)).toBe('finance');
});

test('a link lets one new person in; the next is told that it was used', async () => {
  const path = (await invite('Developer'))!;
  const guest = await newVisitor();
  const person = newPerson('Jean Bartik');
  await guest.page.goto(path);
  await guest.page.getByLabel('Your name').fill(person.name);
  await guest.page.getByLabel('E-mail address').fill(person.email);
  await guest.page.getByLabel('Password').fill(person.password);
  await guest.page.getByRole('button', { name: 'Create account and join' }).click();
  await guest.page.getByRole('button', { name: /Switch project:.*Harvard Mark I/ }).waitFor();
  const late = await newVisitor();
  await late.page.goto(path);
  await late.page.getByRole('heading', { name: 'This invitation has been used' }).waitFor();
  expect(await late.page.getByLabel('Password').count()).toBe(0);
  expect(await roleOf(person)).toBe('developer');
});

test('somebody with another account is told so, switches, and accepts', async () => {
  const person: Person = await makeMember(services, await makeOwner(services, 'Elsewhere'), 'viewer');
  await invite('Viewer', person.email);
  const path = linkIn(await receiveMail(person.email, /invited you/));
  const guest = await newVisitor();
  const wrong = await makeOwner(services, 'Wrong place');
  await signIn(guest.page, wrong);
  await guest.page.goto(path);
  await guest.page.getByText(`you are signed in as ${wrong.email}`).waitFor();
  expect(await findAccessibilityViolations(guest.page)).toEqual([]);
  await guest.page.getByRole('button', { name: 'Switch account' }).click();
  await guest.page.getByRole('link', { name: 'Sign in and accept' }).click();
  await guest.page.getByLabel('E-mail address').fill(person.email);
  await guest.page.getByLabel('Password').fill(person.password);
  await guest.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await guest.page.getByRole('button', { name: 'Join Harvard Mark I' }).click();
  await guest.page.getByRole('button', { name: /Switch project:.*Harvard Mark I/ }).waitFor();
});

test('a revoked link says so, and works again when that is undone', async () => {
  const path = (await invite('Viewer'))!;
  const guest = await newVisitor();
  await page.getByRole('button', { name: 'Revoke the link' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await guest.page.goto(path);
  await guest.page.getByRole('heading', { name: 'This invitation has been revoked' }).waitFor();
  expect(await guest.page.getByLabel('Password').count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Revoke the link' }).waitFor();
  await guest.page.goto(path);
  await guest.page.getByRole('heading', { name: 'Join Harvard Mark I' }).waitFor();
  await guest.page.goto('/invite/nonsense');
  await guest.page.getByRole('heading', { name: 'This is no invitation' }).waitFor();
});

test('whoever is removed is out at once', async () => {
  const guest = await newVisitor();
  await signIn(guest.page, invited);
  await openPage(page, 'Members');
  await chooseAction(invited.name, 'Remove');
  await page
    .getByRole('dialog', { name: `Remove ${invited.name}` })
    .getByRole('button', { name: 'Remove member' })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await memberRow(invited.name).count()).toBe(0);
  expect(await roleOf(invited)).toBeNull();
  await guest.page.goto('/requests');
  await guest.page.waitForURL(/\/sign-in/);
});

test('the only owner cannot leave, and is told why', async () => {
  await openPage(page, 'Organisation');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave Harvard Mark I' });
  await dialog.getByLabel(/Type/).fill('Harvard Mark I');
  await dialog.getByRole('button', { name: 'Leave organisation' }).click();
  await dialog.getByText('is the only owner. Make somebody else an owner first.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await roleOf(owner)).toBe('owner');
});

test('old links lead to an organisation that is called otherwise now', async () => {
  const { organization: old } = owner;
  await openPage(page, 'Organisation');
  await page.getByLabel('Short name in addresses').fill(`${old}-renamed`);
  await page.locator('form').filter({ hasText: 'Short name in addresses' }).getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(new RegExp(`org=${old}-renamed`));
  await page.goto(`/requests?org=${old}`);
  await page.waitForURL(new RegExp(`org=${old}-renamed`));
  await page.getByRole('button', { name: /Switch project:.*Harvard Mark I/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('org')).toBe(`${old}-renamed`);
});

test('a deleted project’s keys are refused by the running proxy within 2 seconds, and its name leaves the pages', async () => {
  await openPage(page, 'Project settings');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('dialog', { name: 'Create a project' }).getByLabel('Name').fill('Short-lived');
  await page.getByRole('dialog', { name: 'Create a project' }).getByRole('button', { name: 'Create project' }).click();
  await page.waitForURL(/project=short-lived/);
  const project = await services.database.prisma.project.findFirstOrThrow({
    where: { organizationId: owner.context.organizationId, slug: 'short-lived' },
  });
  const key = await makeKey({ ...owner, projectId: project.id });
  expect(await outcomeOf(key)).toEqual({ status: 200, code: null });
  await page.goto(`/settings?project=short-lived`);
  await page.getByRole('button', { name: 'Delete project' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Short-lived' });
  await dialog.getByText(/API keys? will be refused within 2 seconds/).waitFor();
  expect(await findAccessibilityViolations(page)).toEqual([]);
  await dialog.getByLabel(/Type/).fill('Short-lived');
  await dialog.getByRole('button', { name: 'Delete project' }).click();
  await waitFor(
    'the project to be deleted',
    async () => (await services.database.prisma.project.findUniqueOrThrow({ where: { id: project.id } })).deletedAt !== null,
  );
  await waitFor('the proxy to refuse the key', async () => (await outcomeOf(key)).code === 'key_revoked', { timeoutMs: 2_000 });
  await page.waitForURL(/\/requests/);
  expect(await page.getByText('Short-lived').count()).toBe(0);
});

test('the audit log tells who did what, narrows to one thing in a click, and is exported', async () => {
  await openPage(page, 'Audit log');
  const rows = page.getByRole('region', { name: 'Audit log, newest first' }).locator('tbody tr');
  const deletion = rows.filter({ hasText: 'deleted project' }).filter({ hasText: 'Short-lived' });
  await deletion.waitFor();
  await deletion.getByText(owner.email).waitFor();
  await rows.filter({ hasText: 'changed the role of member' }).first().getByText('Viewer', { exact: false }).first().waitFor();
  await deletion.getByRole('button', { name: 'Short-lived' }).click();
  await page.waitForURL(/object=prj_/);
  await rows.filter({ hasText: 'created organisation' }).waitFor({ state: 'detached' });
  await rows.filter({ hasText: 'created project' }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^audit-log-\d{4}-\d{2}-\d{2}\.csv$/);
});

test('a further organisation is one click and a name away, and is deleted with its name typed', async () => {
  await openPage(page, 'Organisation');
  await page.getByRole('button', { name: 'Create organisation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create an organisation' });
  await dialog.getByLabel('Name').fill('Second venture');
  await dialog.getByRole('button', { name: 'Create organisation' }).click();
  await page.waitForURL(/\/welcome\?org=second-venture/);
  await page.goto('/organization?org=second-venture');
  await page.getByRole('button', { name: 'Delete organisation' }).click();
  const confirm = page.getByRole('dialog', { name: 'Delete Second venture' });
  await confirm.getByText('for 90 days').waitFor();
  expect(await findAccessibilityViolations(page)).toEqual([]);
  await confirm.getByLabel(/Type/).fill('Second venture');
  await confirm.getByRole('button', { name: 'Delete organisation' }).click();
  await page.getByRole('button', { name: /Switch project:.*Harvard Mark I/ }).waitFor();
});

test('nothing was refused or thrown on the way', () => {
  expect([visitor, ...others].flatMap(({ problems }) => problems)).toEqual([]);
});
