import { closeSync, openSync, writeSync } from 'node:fs';

/** `open`: not ended yet. `refused`: an error answer; nothing was generated and both token counts are 0. */
export type CallEnd = 'open' | 'completed' | 'client_closed' | 'cut' | 'stalled' | 'errored' | 'refused';

/** One call as the upstream saw it: the other side of the ledger in a test of exactness. */
export type JournalEntry = {
  /** From 1, in the order of arrival. */
  sequence: number;
  /** The caller's `x-request-id` and `x-tollgate-attempt-id`. */
  requestId: string | null;
  attemptId: string | null;
  /** As asked; `null` when the body named none. */
  model: string | null;
  stream: boolean;
  /** HTTP status sent; `null` when no headers were. */
  status: number | null;
  /** Cached ones included, as OpenAI counts. */
  promptTokens: number;
  cachedTokens: number;
  /** Generated, also those that a client that left never read; reasoning included. */
  completionTokens: number;
  reasoningTokens: number;
  /** Of the body, before transfer encoding. */
  bytesSent: number;
  end: CallEnd;
  /** Epoch milliseconds. */
  startedAtMs: number;
  endedAtMs: number | null;
};

export type Journal = {
  open(entry: Omit<JournalEntry, 'sequence'>): JournalEntry;
  /** Notes the end of a call; its later ends are ignored. */
  close(entry: JournalEntry, end: CallEnd): void;
  /** Entries with a sequence number above `after`, the oldest first. */
  entries(after?: number): JournalEntry[];
  /** Entries that were dropped to bound memory; the file has them. */
  dropped(): number;
  clear(): void;
  stop(): void;
};

/** About 200 MB of entries; a load test may make more calls than memory should remember. */
const MAX_ENTRIES = 500_000;

/**
 * Keeps the calls in memory and, with a path, appends each to a file: one JSON line on arrival and one at the end, of which the last
 * of a sequence number counts. Lines are plain writes without fsync: they survive the death of the process, not of the machine.
 *
 * @throws the file system's error when the file cannot be opened.
 */
export function createJournal(path: string | undefined): Journal {
  let file = path === undefined ? null : openSync(path, 'a');
  let kept: JournalEntry[] = [];
  let sequence = 0;
  let dropped = 0;
  const write = (entry: JournalEntry) => {
    if (file !== null) writeSync(file, `${JSON.stringify(entry)}\n`);
  };
  return {
    open(call) {
      const entry: JournalEntry = { sequence: ++sequence, ...call };
      if (kept.length >= MAX_ENTRIES) {
        dropped += MAX_ENTRIES / 2;
        kept = kept.slice(MAX_ENTRIES / 2);
      }
      kept.push(entry);
      write(entry);
      return entry;
    },
    close(entry, end) {
      if (entry.end !== 'open') return;
      entry.end = end;
      entry.endedAtMs = Date.now();
      write(entry);
    },
    entries(after = 0) {
      const first = kept[0]?.sequence ?? 1;
      return kept.slice(Math.max(0, after - first + 1));
    },
    dropped: () => dropped,
    clear() {
      kept = [];
      dropped = 0;
    },
    stop() {
      if (file !== null) closeSync(file);
      // Calls that the shutdown itself ends come after this.
      file = null;
    },
  };
}
