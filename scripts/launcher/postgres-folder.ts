import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canEnter } from './can-enter.ts';
import { postgresUser } from './postgres-user.ts';
import { sharedFolder } from './shared-folder.ts';

/** Where the database of this state folder lives: inside, unless the user that Postgres runs as may not go there. */
export function postgresFolder(home: string): string {
  const inside = join(home, 'postgres');
  const user = postgresUser();
  if (user === undefined || canEnter(inside, user)) return inside;
  return join(sharedFolder, createHash('sha256').update(home).digest('hex').slice(0, 16), 'postgres');
}
