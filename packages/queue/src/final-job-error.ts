/** Thrown by a handler whose job would fail the next time too: it is not run again. */
export class FinalJobError extends Error {
  override readonly name = 'FinalJobError';
}
