import { readStack } from '../stack/stack.ts';

export type Sender = { cookie?: string; origin?: string };
export type SentForm = { status: number; location: string | null; text: string; cookies: string[] };

const ENTITIES: Record<string, string> = { '&quot;': '"', '&#x27;': "'", '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** The hidden fields of a page's form that has a button of that text, as the server wrote them; throws when there is none. */
export async function readForm(path: string, button: string | RegExp, { cookie = '' }: Sender = {}): Promise<Record<string, string>> {
  const page = await (await fetch(`${readStack().dashboardUrl}${path}`, { headers: { cookie } })).text();
  const isWanted = (form: string) => [...form.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].some(([, text = '']) => matches(text, button));
  const form = [...page.matchAll(/<form[^>]*>.*?<\/form>/gs)].map(([html]) => html).find(isWanted);
  if (form === undefined) throw new Error(`${path} has no form with the button ${button}`);
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const read = (name: string) =>
      new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);
    fields[read('name') ?? ''] = read('value') ?? '';
  }
  return fields;
}

function matches(html: string, button: string | RegExp): boolean {
  const text = html.replaceAll(/<[^>]*>/g, '');
  return typeof button === 'string' ? text.includes(button) : button.test(text);
}

/** Sends a form as a browser without JavaScript does. */
export async function postForm(path: string, fields: Record<string, string>, { cookie = '', origin }: Sender = {}): Promise<SentForm> {
  const { dashboardUrl } = readStack();
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const answer = await fetch(`${dashboardUrl}${path}`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie, origin: origin ?? dashboardUrl },
  });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text: await answer.text(),
    cookies: answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''),
  };
}
