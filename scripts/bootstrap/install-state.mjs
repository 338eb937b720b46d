import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stampName = '.tollgate-lock-hash';

/** @param {string} root */
function lockHash(root) {
  const platform = `${process.platform}-${process.arch}\0`;
  return createHash('sha256')
    .update(platform)
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * Whether what `npm` noted in node_modules is what the lock file asks for: true after an `npm ci` by hand.
 * @param {string} root
 */
function isInstalledByHand(root) {
  const noted = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const installed = JSON.parse(readFileSync(noted, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    return installed[path] === undefined
      ? entry.optional === true || entry.devOptional === true
      : installed[path].version === entry.version;
  });
}

/** @param {string} root */
export function isInstalled(root) {
  const stamp = join(root, 'node_modules', stampName);
  if (!existsSync(join(root, 'node_modules/.bin/node'))) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root)) return true;
  if (!isInstalledByHand(root)) return false;
  noteInstalled(root);
  return true;
}

/** @param {string} root */
export function noteInstalled(root) {
  writeFileSync(join(root, 'node_modules', stampName), lockHash(root));
}
