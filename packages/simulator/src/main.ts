import { startSimulator } from './start-simulator.ts';

const { SIMULATOR_PORT = '0', SIMULATOR_HOST = '127.0.0.1', SIMULATOR_JOURNAL } = process.env;

const port = Number(SIMULATOR_PORT);
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`SIMULATOR_PORT must be a port from 0 to 65535, not "${SIMULATOR_PORT}".`);

try {
  const simulator = await startSimulator({ port, host: SIMULATOR_HOST, ...(SIMULATOR_JOURNAL ? { journalPath: SIMULATOR_JOURNAL } : {}) });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void simulator.close().then(() => process.exit(0));
    });
  }
  process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`);
} catch (error) {
  if (!isSystemError(error)) throw error;
  fail(
    error.syscall === 'listen'
      ? `The simulator cannot listen on ${SIMULATOR_HOST}:${port} (${error.code}). Set SIMULATOR_PORT to a free port, or to 0.`
      : `The simulator cannot write its journal ${SIMULATOR_JOURNAL} (${error.code}). Set SIMULATOR_JOURNAL to a writable file.`,
  );
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
