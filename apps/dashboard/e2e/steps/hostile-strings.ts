import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Sets a global of the page when it is ever run or parsed as markup. */
const CANARY = 'globalThis.hasRun=1';

const OWN = [
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

const CORPUS = fileURLToPath(new URL('../../../../../shared/corpus/_attacks/stored_xss.json', import.meta.url));

/** Texts that do harm where they are taken for markup, code or a template; with those of the attack corpus beside the checkout, if any. */
export function hostileStrings(): string[] {
  if (!existsSync(CORPUS)) return OWN;
  const { items } = JSON.parse(readFileSync(CORPUS, 'utf8')) as { items: { payload: string }[] };
  return [...OWN, ...items.map(({ payload }) => payload)];
}

/** Without what a name of one line cannot hold. */
export function asName(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 100)
    .trim();
}

/** Without what a header cannot hold. */
export function asHeader(text: string): string {
  return [...text].filter((character) => character >= ' ' && character <= '~').join('');
}
