import { checkBaseUrl } from '@tollgate/core/egress/check-base-url';
import { ServiceError } from '../errors.ts';

/** The base URL as the dialler reads it. Throws `invalid` for one that the operator does not let tenants call. */
export function requireBaseUrl(url: string): string {
  const checked = checkBaseUrl(url, { allowPrivate: process.env.ALLOW_PRIVATE_UPSTREAMS === 'true' });
  if (!checked.ok) throw new ServiceError('invalid', checked.message, { field: 'baseUrl' });
  return checked.url;
}
