import { describeError } from '../trpc/describe-error.ts';
import { fieldMessage } from './field-message.ts';

export type FieldErrors = {
  /** The refusal of one field of the form, if that is what was refused. */
  of: (field: string) => string | undefined;
  /** The refusal of the form as a whole. */
  rest: string | undefined;
};

/** Sorts what the server refused to where it belongs. `fields` are the ones that the form shows; nested paths go by their first part. */
export function fieldErrors(error: unknown, fields: readonly string[]): FieldErrors {
  if (error === null || error === undefined) return { of: () => undefined, rest: undefined };
  const described = describeError(error);
  const at = described.field?.split('.')[0];
  if (at === undefined || !fields.includes(at)) {
    const requestId = described.requestId === undefined || described.field !== undefined ? '' : ` (request id ${described.requestId})`;
    return { of: () => undefined, rest: described.message + requestId };
  }
  const message = fieldMessage(described.message, described.field ?? at);
  return { of: (field) => (field === at ? message : undefined), rest: undefined };
}
