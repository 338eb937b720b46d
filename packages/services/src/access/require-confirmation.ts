import { ServiceError } from '../errors.ts';

/** Throws `invalid` unless the name of what is about to go was typed again. */
export function requireConfirmation(typed: string, name: string, what: string): void {
  if (typed.trim() !== name.trim())
    throw new ServiceError('invalid', `Type the name of the ${what}, "${name}", to go on.`, { field: 'confirmName' });
}
