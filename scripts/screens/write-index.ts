import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Picture } from './camera.ts';

/** One page to look through: a screen a row, its pictures side by side. */
export function writeIndex(folder: string, pictures: readonly Picture[]): void {
  const rows = Map.groupBy(pictures, ({ subject, screen }) => `${subject}: ${screen}`);
  const body = [...rows]
    .map(
      ([name, shown]) =>
        `<section><h2>${name}</h2><div>${shown
          .map(
            ({ file, width, theme }) =>
              `<a href="${file}"><img loading="lazy" src="${file}" alt="${width} ${theme}" width="${width / 3}"></a>`,
          )
          .join('')}</div></section>`,
    )
    .join('\n');
  const style = 'body{font:14px system-ui;margin:2rem;background:#888}h2{font-size:1rem}div{display:flex;gap:1rem;align-items:flex-start}';
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${style}</style>\n${body}\n`,
  );
}
