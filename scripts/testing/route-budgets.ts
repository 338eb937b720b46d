import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type RouteSize = { route: string; bytes: number };

const KB = 1000;

/**
 * Gzipped bytes of script that a page loads before anybody touches it. A page of the App Router without a line of its own loads
 * 135 kB (React and Next 16.4), so what is left for a form is 15 kB and for a table page 95 kB.
 */
const BUDGETS: readonly { routes: RegExp; kb: number }[] = [
  { routes: /^\/\(auth\)\//, kb: 150 },
  { routes: /./, kb: 230 },
];

const MANIFEST = 'page_client-reference-manifest.js';

/** The first load of every page of a production build, from Next's own manifests; `folder` is its `.next`. */
export function readRouteSizes(folder: string): RouteSize[] {
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const known = sizes.get(file);
    if (known !== undefined) return known;
    const size = gzipSync(readFileSync(join(folder, file))).length;
    sizes.set(file, size);
    return size;
  };
  const manifests = globSync(`server/app/**/${MANIFEST}`, { cwd: folder });
  return manifests
    .map((file) => {
      const { route, scripts } = readManifest(join(folder, file));
      const { rootMainFiles } = readBuildManifest(join(folder, file.replace(MANIFEST, 'page/build-manifest.json')));
      const files = [...new Set([...rootMainFiles, ...scripts])];
      return { route, bytes: files.reduce((sum, each) => sum + sizeOf(each), 0) };
    })
    .toSorted((left, right) => left.route.localeCompare(right.route));
}

/** One line for each page that has outgrown its budget. */
export function findOutgrown(sizes: readonly RouteSize[]): string[] {
  return sizes.flatMap(({ route, bytes }) => {
    const budget = BUDGETS.find(({ routes }) => routes.test(route));
    if (budget === undefined || bytes <= budget.kb * KB) return [];
    return [
      `${route} loads ${(bytes / KB).toFixed(1)} kB of script; its budget is ${budget.kb} kB. Load what it does not show at first later.`,
    ];
  });
}

export function describeSizes(sizes: readonly RouteSize[]): string {
  return sizes.map(({ route, bytes }) => `${(bytes / KB).toFixed(1).padStart(7)} kB  ${route}\n`).join('');
}

/** Next writes a script that assigns JSON to a global name. */
function readManifest(file: string): { route: string; scripts: string[] } {
  const match = /__RSC_MANIFEST\["([^"]+)"\] = (\{.*\});?\s*$/s.exec(readFileSync(file, 'utf8'));
  if (!match) throw new Error(`${file} is not a manifest as Next wrote it before`);
  const { entryJSFiles } = JSON.parse(match[2] ?? '') as { entryJSFiles: Record<string, string[]> };
  return { route: (match[1] ?? '').replace(/\/page$/, ''), scripts: Object.values(entryJSFiles).flat() };
}

function readBuildManifest(file: string): { rootMainFiles: string[] } {
  if (!existsSync(file)) throw new Error(`${file} is missing: build the dashboard first`);
  return JSON.parse(readFileSync(file, 'utf8')) as { rootMainFiles: string[] };
}
