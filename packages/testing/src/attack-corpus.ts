import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CORPUS = fileURLToPath(new URL('../../../../shared/corpus/_attacks/', import.meta.url));

/** Items of a list of the attack corpus beside the checkout; none where there is no corpus. */
function readList<Item>(name: string): Item[] {
  const path = `${CORPUS}${name}.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { items: Item[] }).items : [];
}

/** Sets a global of a page when it is ever run or parsed as markup. */
const CANARY = 'globalThis.hasRun=1';

const MARKUP = [
  `<script>${CANARY}</script>`,
  `<img src=x onerror=${CANARY}>`,
  `"><svg onload=${CANARY}>`,
  `'"--></style></script><script>${CANARY}</script>`,
  `</title><script>${CANARY}</script>`,
  `<a href="javascript:${CANARY}">x</a>`,
  `<iframe srcdoc="<script>parent.${CANARY}</script>">`,
  `<math><mtext><table><mglyph><style><img src onerror=${CANARY}>`,
  `{{constructor.constructor('${CANARY}')()}}`,
  `\${${CANARY}}`,
  `![x](javascript:${CANARY})`,
  `\u202Egnp.exe\u2066`,
  `__proto__`,
];

/** Texts that do harm where they are taken for markup, code or a template. */
export function markupAttacks(): string[] {
  return [...MARKUP, ...readList<{ payload: string }>('stored_xss').map(({ payload }) => payload)];
}

const FORMULAS = [
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '|calc',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  '%0A=1+1',
  '\u00a0=1',
];

/** Cells that a spreadsheet would run. */
export function formulaAttacks(): string[] {
  return [...new Set([...FORMULAS, ...readList<{ cell: string }>('csv_injection').map(({ cell }) => cell)])];
}

/** Rows of others that an attack names; the corpus has places for them. */
export type Victim = { organizationId: string; rowId: string; userId: string };

/** Bodies with what a query builder would take for a condition, an order, a relation or a write. */
export function operatorAttacks({ organizationId, rowId, userId }: Victim): Record<string, unknown>[] {
  const own = [
    { where: {} },
    { id: { contains: '' } },
    { id: { not: '' } },
    { id: null },
    { projectId: { in: [rowId] } },
    { apiKeyId: { startsWith: 'key_' } },
    { orderBy: { organization: { slug: 'asc' } } },
    { include: { user: true } },
    { data: { connect: { id: organizationId } } },
    { organizationId, id: rowId },
    { userId, role: 'owner' },
    { budgetUsd: { increment: 1_000_000 } },
    {},
  ];
  const text = JSON.stringify(readList<{ body: Record<string, unknown> }>('operator_injection').map(({ body }) => body));
  const named = text
    .replaceAll('<other org>', organizationId)
    .replaceAll('<other org row>', rowId)
    .replaceAll('<mine>', rowId)
    .replaceAll('<victim>', userId);
  return [...own, ...(JSON.parse(named) as Record<string, unknown>[])];
}
