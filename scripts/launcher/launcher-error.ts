/** Something the person at the terminal can mend. The message is one sentence with the remedy; it is printed without a stack. */
export class LauncherError extends Error {
  override name = 'LauncherError';

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
