import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
// @boundaries-ignore looks on the PATH as `npm start` does
import { findProgram } from '../../../scripts/launcher/find-program.ts';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs `work` with TMPDIR at `folder`: the package unpacks to `os.tmpdir()` and takes whatever lies there for finished. */
async function withTemporaryFolder(folder: string, work: () => Promise<unknown>): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** The package's own names folders of Amazon's; without this a machine that has no fonts shows no text. */
function fontConfiguration(folder: string): string {
  const folders = ['/usr/share/fonts', join(folder, 'fonts')].map((path) => `<dir>${path}</dir>`).join('');
  return `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>\n`;
}

/** Unpacks the browser of the npm package once a version. Safe to call from several processes at a time. */
async function unpackChromium(): Promise<string> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = createRequire(import.meta.url)(join(packageFolder, 'package.json')) as { version: string };
  const folder = join(tmpdir(), `tollgate-chromium-${version}`);
  if (!existsSync(folder)) {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    await withTemporaryFolder(unfinished, async () => {
      await packaged.executablePath();
      // Amazon's build of the system libraries (NSS and others), for machines that have none.
      await inflate(join(packageFolder, 'bin', 'al2023.tar.br'));
    });
    writeFileSync(join(unfinished, 'fonts', 'fonts.conf'), fontConfiguration(folder));
    try {
      renameSync(unfinished, folder);
    } catch {
      // Another process was first; its copy is the same.
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return folder;
}

function lacksLibraries(executable: string): boolean {
  return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
}

/** A headless Chromium: the one of the npm package where it runs (Linux on x64), else the machine's. Close it after use. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const installed = findProgram('chromium', 'chromium-browser', 'google-chrome');
    return chromium.launch(installed === undefined ? { channel: 'chrome', args } : { executablePath: installed, args });
  }
  const folder = await unpackChromium();
  const executablePath = join(folder, 'chromium');
  const env: Record<string, string | undefined> = { ...process.env, FONTCONFIG_PATH: join(folder, 'fonts') };
  if (lacksLibraries(executablePath)) env['LD_LIBRARY_PATH'] = join(folder, 'al2023', 'lib');
  return chromium.launch({ executablePath, args, env });
}
