import type { Role } from '@tollgate/core/access/permission';
import type { Database } from '@tollgate/db/client';
import type { Redis } from '@tollgate/redis/client';
import type { KeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import type { MailQueue } from './mail/lazy-mail-queue.ts';

/** What every verb reaches the world through; made once a process. */
export type Services = {
  database: Database;
  redis: Redis;
  keyEncryptionKeys: KeyEncryptionKeys;
  /** Epoch milliseconds. */
  clock: () => number;
  /** The proxy's private address, such as `http://127.0.0.1:4001`. */
  proxyInternalUrl: string;
  /** The dashboard's address as browsers see it, without a trailing slash; links in mails begin with it. */
  publicUrl: string;
  mailQueue: MailQueue;
};

/** Who acts: a signed-in person, or the operator through configuration as code. */
export type Actor =
  | {
      kind: 'user';
      userId: string;
      /** Where the request came from, for the audit log. */
      address?: string | null;
    }
  | { kind: 'system' };

/** Everything a verb needs to work for one organisation. */
export type TenantContext = Services & {
  organizationId: string;
  actor: Actor;
  role: Role;
  /** Whether the organisation lets this role read prompts and answers, should the role allow it. */
  readsContent: boolean;
  /** The acting membership; `null` for the operator. */
  memberId: string | null;
};
