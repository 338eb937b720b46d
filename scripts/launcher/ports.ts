import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { LauncherError } from './launcher-error.ts';

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 refuses `::` for a reason that is not ours.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Whether this process may listen there, on every address and on loopback. */
async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '::')) && (await canListen(port, '0.0.0.0')) && (await canListen(port, '127.0.0.1'));
}

/** Throws for the first variable whose port is taken, or given to two things. */
export async function checkPorts(ports: Record<string, number>): Promise<void> {
  const seen = new Map<number, string>();
  for (const [variable, port] of Object.entries(ports)) {
    const twin = seen.get(port);
    if (twin !== undefined) throw new LauncherError(`${twin} and ${variable} are both ${port}: give one of them another port.`);
    seen.set(port, variable);
    if (!(await isPortFree(port))) {
      throw new LauncherError(`Port ${port} is taken by another program: stop that one, or start with ${variable} set to a free port.`);
    }
  }
}

/** `usual` when nobody has it, else the loopback port that `name` had the last time, or a new one. */
export async function usualPort(home: string, name: string, usual: number): Promise<number> {
  return (await isPortFree(usual)) ? usual : rememberedPort(home, name);
}

/** The loopback port that `name` had the last time, or a new one when it is taken or there was none. */
export async function rememberedPort(home: string, name: string): Promise<number> {
  const file = join(home, 'ports.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
  const last = known[name];
  if (last !== undefined && (await isPortFree(last))) return last;
  const port = await freePort();
  writeFileSync(file, JSON.stringify({ ...known, [name]: port }));
  return port;
}
