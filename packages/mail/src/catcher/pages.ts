import { escapeHtml } from '../escape-html.ts';
import type { CaughtMail } from './mailbox.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #d4d4d8; --dim: #52525b; --accent: #00647c; --page: #fff; --text: #18181b }
@media (prefers-color-scheme: dark) { :root { --line: #3f3f46; --dim: #a1a1aa; --accent: #5ccbdf; --page: #111113; --text: #f4f4f5 } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.25rem; margin: 0 } h2 { font-size: 1rem; font-weight: 600; margin: 1.25rem 0 .5rem } iframe { margin-top: .5rem } a { color: var(--accent) } p, dl { margin: .5rem 0 } .dim { color: var(--dim) }
ul { list-style: none; padding: 0; margin: 1rem 0; border-top: 1px solid var(--line) }
li { border-bottom: 1px solid var(--line) } li a { display: block; padding: .6rem .25rem; color: inherit; text-decoration: none; overflow-wrap: anywhere }
li a:hover { background: color-mix(in srgb, var(--accent) 8%, transparent) } li strong { display: block }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; overflow-wrap: anywhere } dt { color: var(--dim) } dd { margin: 0 }
iframe { width: 100%; height: 34rem; border: 1px solid var(--line); border-radius: 8px; background: #f4f4f5 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 8px; padding: 1rem; font-size: .85rem }`;

function page(title: string, body: string, nonce: string, script = ''): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style nonce="${nonce}">${STYLE}</style></head>
<body>${body}${script === '' ? '' : `<script nonce="${nonce}">${script}</script>`}</body>
</html>
`;
}

export function listPage(mails: readonly CaughtMail[], nonce: string): string {
  const rows = mails.map(
    ({ id, to, subject, receivedAtMs }) =>
      `<li><a href="/mails/${id}"><strong>${escapeHtml(subject || 'No subject')}</strong><span class="dim">${escapeHtml(to.join(', '))} · ${time(receivedAtMs)}</span></a></li>`,
  );
  const content =
    rows.length === 0
      ? '<p>No mail yet. It appears here by itself, for instance when somebody signs up or is invited.</p>'
      : `<ul>${rows.join('')}</ul>`;
  const body = `<main><h1>Mail</h1><p class="dim">What Tollgate would have sent. Nothing leaves this machine, because SMTP_URL is not set.</p>${content}</main>`;
  return page('Mail · Tollgate', body, nonce, `new EventSource('/events').onmessage = () => location.reload();`);
}

export function mailPage({ id, from, to, subject, text, html, receivedAtMs }: CaughtMail, nonce: string): string {
  // Its links open beside this page; scripts, forms and this page's origin are out of its reach.
  const frame =
    html === null
      ? ''
      : `<iframe title="The mail" src="/mails/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`;
  return page(
    `${subject || 'No subject'} · Tollgate`,
    `<main><p><a href="/">All mail</a></p><h1>${escapeHtml(subject || 'No subject')}</h1>
<dl><dt>From</dt><dd>${escapeHtml(from)}</dd><dt>To</dt><dd>${escapeHtml(to.join(', '))}</dd><dt>Received</dt><dd>${time(receivedAtMs)}</dd></dl>
${frame}<h2 class="dim">As plain text</h2><pre>${escapeHtml(text)}</pre></main>`,
    nonce,
  );
}

export function notFoundPage(nonce: string): string {
  return page(
    'Not here · Tollgate',
    '<main><h1>This mail is not here</h1><p>Only the last mails are kept. <a href="/">All mail</a></p></main>',
    nonce,
  );
}

function time(atMs: number): string {
  const iso = new Date(atMs).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
