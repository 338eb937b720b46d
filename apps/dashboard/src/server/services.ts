import type { Services } from '@tollgate/services/context';
import { openServices } from '@tollgate/services/open-services';

// Next loads a module once for each of its bundles, and anew at every edit in development; the connections must outlive that.
const holder = globalThis as { tollgateServices?: Services };

/** The connections of this process, opened when the first request needs them. */
export function getServices(): Services {
  return (holder.tollgateServices ??= openServices(process.env, 'dashboard'));
}
