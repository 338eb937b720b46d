import type { Services } from '@tollgate/services/context';

/** Who is signed in, already checked against the sessions table. */
export type ApiSession = { sessionId: string; userId: string; email: string; name: string };

export type ApiContext = {
  services: Services;
  session: ApiSession | null;
  headers: Headers;
  /** Quoted to the caller in every error and written beside the cause in the log. */
  requestId: string;
  /** Hears of every error that the caller is not told about. */
  reportError: (error: unknown, requestId: string) => void;
};
