import { ServiceError } from '../errors.ts';

/** The database's list of zones may be older than ours. */
export function refuseUnknownZone(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '22023') {
    throw new ServiceError('invalid', 'The database does not know this time zone. Choose one near it.', { field: 'zone', cause: error });
  }
  throw error;
}
