export type ServiceErrorCode = 'not_found' | 'invalid' | 'conflict' | 'forbidden' | 'unauthenticated' | 'too_many_requests' | 'unavailable';

/** A refusal that its reader can act on. Each boundary translates the code once; the message is shown as it is. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  /** The input field at fault, in dots for nested ones; `null` when it is none in particular. */
  readonly field: string | null;

  constructor(code: ServiceErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.field = options.field ?? null;
  }
}
