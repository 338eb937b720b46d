import { EventEmitter } from 'node:events';

export type CaughtMail = {
  /** Counts up from 1. */
  id: number;
  from: string;
  to: string[];
  subject: string;
  text: string;
  /** `null` when the mail has none. */
  html: string | null;
  receivedAtMs: number;
};

export type Mailbox = {
  add(mail: Omit<CaughtMail, 'id'>): void;
  /** Newest first. */
  list(): readonly CaughtMail[];
  find(id: number): CaughtMail | undefined;
  /** Calls back after each arrival until the returned function is called. */
  watch(listener: () => void): () => void;
};

/** The last `capacity` mails, in memory. */
export function createMailbox(capacity: number): Mailbox {
  let mails: CaughtMail[] = [];
  let lastId = 0;
  const events = new EventEmitter().setMaxListeners(0);
  return {
    add(mail) {
      mails = [{ id: ++lastId, ...mail }, ...mails].slice(0, capacity);
      events.emit('mail');
    },
    list: () => mails,
    find: (id) => mails.find((mail) => mail.id === id),
    watch(listener) {
      events.on('mail', listener);
      return () => events.off('mail', listener);
    },
  };
}
