import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const names = ['TOLLGATE_KEY_ENCRYPTION_KEY', 'AUTH_SECRET', 'POSTGRES_PASSWORD'] as const;

export type Secrets = Record<(typeof names)[number], string>;

function parse(content: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const line of content.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0 && !line.startsWith('#')) pairs.set(line.slice(0, at), line.slice(at + 1));
  }
  return pairs;
}

/**
 * The secrets of this installation, from the environment or else from `secrets.env` in the state folder, where missing ones
 * are made (32 random bytes, base64). Readable by its owner only.
 */
export function readOrMakeSecrets(home: string, environment: Record<string, string | undefined>): Secrets {
  const file = join(home, 'secrets.env');
  const kept = existsSync(file) ? parse(readFileSync(file, 'utf8')) : new Map<string, string>();
  const missing = names.filter((name) => !environment[name] && !kept.has(name));
  for (const name of missing) kept.set(name, randomBytes(32).toString(name === 'POSTGRES_PASSWORD' ? 'hex' : 'base64'));
  if (missing.length > 0) {
    const lines = [...kept].map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(
      file,
      `# Without the key-encryption key the stored provider credentials cannot be read: keep a copy.\n${lines.join('')}`,
      { mode: 0o600 },
    );
  }
  if (existsSync(file)) chmodSync(file, 0o600);
  const value = (name: (typeof names)[number]): string => environment[name] || (kept.get(name) ?? '');
  return {
    TOLLGATE_KEY_ENCRYPTION_KEY: value('TOLLGATE_KEY_ENCRYPTION_KEY'),
    AUTH_SECRET: value('AUTH_SECRET'),
    POSTGRES_PASSWORD: value('POSTGRES_PASSWORD'),
  };
}
