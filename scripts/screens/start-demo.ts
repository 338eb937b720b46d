import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../launcher/free-port.ts';
import { LauncherError } from '../launcher/launcher-error.ts';
import { rootFolder } from '../launcher/paths.ts';
import { waitFor } from '../launcher/wait-for.ts';

export type Demo = { url: string; email: string; password: string; stop(): Promise<void> };

/** `npm start -- --demo` on ports and in a home of its own, which stays for the next time. */
export async function startDemo(): Promise<Demo> {
  const [dashboard, proxy, metrics] = await Promise.all([freePort(), freePort(), freePort()]);
  const child = spawn(process.execPath, [join(rootFolder, 'scripts', 'start.mjs'), '--demo'], {
    cwd: rootFolder,
    env: {
      ...process.env,
      TOLLGATE_HOME: join(rootFolder, '.tollgate', 'screens'),
      DASHBOARD_PORT: String(dashboard),
      PROXY_PORT: String(proxy),
      METRICS_PORT: String(metrics),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit');
  await waitFor(
    'the instance to be up',
    () => {
      if (child.exitCode !== null) throw new LauncherError(`The instance did not start:\n${said}`);
      return said.includes('Tollgate is up');
    },
    { timeoutMs: 600_000, everyMs: 250 },
  );
  const signIn = /sign in\s+(\S+)\s+password (\S+)/.exec(said);
  return {
    url: `http://localhost:${dashboard}`,
    email: signIn?.[1] ?? '',
    password: signIn?.[2] ?? '',
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
