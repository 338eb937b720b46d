import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
// @boundaries-ignore the browser of the tests
import { launchBrowser } from '../../packages/testing/src/browser.ts';
import { LauncherError } from '../launcher/launcher-error.ts';
import { rootFolder } from '../launcher/paths.ts';
import { createProgress } from '../launcher/progress.ts';
import { createCamera, type Picture } from './camera.ts';
import { openSubject, PUBLIC_SCREENS, SHELL_SCREENS, type Screen } from './screen-list.ts';
import { startDemo, type Demo } from './start-demo.ts';
import { writeIndex } from './write-index.ts';

const help = `Usage: npm run screens -- [options]

Pictures of every page with the demo organisation and with an empty one, light and dark, 1280 and 375 wide, into screens/.

  --url URL --email ADDRESS --password TEXT   of a running instance with the demo (npm start -- --demo); one is started when these are missing
  --only TEXT                                 screens whose name contains this
  --help                                      print this
`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const progress = createProgress(process.stdout);
  const folder = join(rootFolder, 'screens');
  if (values.only === '') rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const demo = await progress.step('Starting an instance with the demo organisation', () => demoOf(values));
  const browser = await launchBrowser();
  const pictures: Picture[] = [];
  const failed: string[] = [];
  try {
    for (const subject of ['anyone', 'demo', 'empty'] as const) {
      const screens = (subject === 'anyone' ? PUBLIC_SCREENS : SHELL_SCREENS).filter(
        ({ name, isForDemo }) => name.includes(values.only) && (subject !== 'empty' || isForDemo !== true),
      );
      if (screens.length === 0) continue;
      await progress.step(`Taking ${screens.length} screens of ${subject}`, async () => {
        const context = await browser.newContext({ baseURL: demo.url, reducedMotion: 'reduce' });
        context.setDefaultTimeout(10_000);
        const page = await openSubject(context, subject, demo);
        const take = createCamera(page, folder, subject);
        for (const screen of screens) await takeOne(screen, take, pictures, failed, subject);
        await context.close();
      });
    }
  } finally {
    await browser.close();
    await demo.stop();
  }
  writeIndex(folder, pictures);
  progress.say(`${pictures.length} pictures: open ${relative(process.cwd(), join(folder, 'index.html'))}`);
  for (const fault of failed) progress.say(`  ✗ ${fault}`);
  return failed.length === 0 ? 0 : 1;
}

async function takeOne(
  screen: Screen,
  take: (screen: Screen) => Promise<Picture[]>,
  pictures: Picture[],
  failed: string[],
  subject: string,
): Promise<void> {
  try {
    pictures.push(...(await take(screen)));
  } catch (error) {
    failed.push(`${subject} ${screen.name}: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`);
  }
}

async function demoOf({ url, email, password }: { url?: string; email?: string; password?: string }): Promise<Demo> {
  if (url === undefined) return startDemo();
  if (email === undefined || password === undefined)
    throw new LauncherError('Give --email and --password of the demo as well: its start printed them.');
  return { url, email, password, stop: async () => undefined };
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof LauncherError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
