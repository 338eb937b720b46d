import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SystemUser } from './postgres-user.ts';

/** Whether `user` may pass through every existing folder above `path`. */
export function canEnter(path: string, user: SystemUser): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { uid, gid, mode } = statSync(folder);
      const mask = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & mask) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
