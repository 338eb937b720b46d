import { pino, type Logger } from 'pino';

export type { Logger };

/** Structured lines on stdout. Never one per request; never a secret, prompt or answer. `LOG_LEVEL` sets the threshold, `info` by default. */
export function createLogger(service: string, level: string = process.env.LOG_LEVEL ?? 'info'): Logger {
  return pino({
    base: { service },
    level,
    redact: { paths: ['*.authorization', '*.apiKey', '*.secret', '*.password', '*.cookie'], censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
