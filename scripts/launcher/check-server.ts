import { createConnection } from 'node:net';
import { LauncherError } from './launcher-error.ts';

/** Throws one sentence when nothing accepts connections at the server that `variable` names. */
export async function checkServer(variable: string, url: string, defaultPort: number): Promise<void> {
  if (!URL.canParse(url)) throw new LauncherError(`${variable} is not a URL: correct it, or leave it out and one is started for you.`);
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isThere = await new Promise<boolean>((resolve) => {
    const socket = createConnection({ host, port: port === '' ? defaultPort : Number(port) });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(5_000, () => settle(false));
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
  if (!isThere)
    throw new LauncherError(
      `Nothing answers at ${host}:${port || defaultPort}, which ${variable} names: start it, or leave ${variable} out and one is started for you.`,
    );
}
