import type { Role } from '@tollgate/core/access/permission';
import type { Services } from '@tollgate/services/context';

/** Who is signed in, already checked against the sessions table. */
export type ApiSession = { sessionId: string; userId: string; email: string; name: string };

/** An organisation that the signed-in person belongs to. */
export type OrganizationMembership = { id: string; slug: string; name: string; role: Role; memberId: string };

export type ApiContext = {
  services: Services;
  session: ApiSession | null;
  headers: Headers;
  /** Quoted to the caller in every error and written beside the cause in the log. */
  requestId: string;
  /** The memberships of the session's user; asked for once a request, however many procedures it batches. */
  listMemberships: () => Promise<readonly OrganizationMembership[]>;
  /** Hears of every error that the caller is not told about. */
  reportError: (error: unknown, requestId: string) => void;
};
