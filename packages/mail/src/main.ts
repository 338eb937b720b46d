import { startCatcher } from './catcher/start-catcher.ts';

const smtpPort = readPort('MAIL_CATCHER_SMTP_PORT');
const pagePort = readPort('MAIL_CATCHER_PORT');
try {
  const catcher = await startCatcher({ smtpPort, pagePort });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void catcher.close().then(() => process.exit(0));
    });
  }
  process.stdout.write(`${JSON.stringify({ smtpUrl: catcher.smtpUrl, pageUrl: catcher.pageUrl })}\n`);
} catch (error) {
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') throw error;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  fail(
    `The mail catcher cannot listen on port ${port} (${code}). Set MAIL_CATCHER_SMTP_PORT and MAIL_CATCHER_PORT to free ports, or to 0.`,
  );
}

function readPort(name: string): number {
  const value = process.env[name] || '0';
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`${name} must be a port from 0 to 65535, not "${value}".`);
  return port;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
