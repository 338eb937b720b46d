import { Refusal } from './refusal.mjs';

/** @param {string} version as in `process.versions.node` */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 18)) {
    throw new Refusal(`Tollgate needs Node 20.18 or newer to start, and this is Node ${version}: install a newer one from nodejs.org.`);
  }
}
