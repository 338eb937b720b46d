const LF_LF = Buffer.from('\n\n');
const LF_CRLF = Buffer.from('\n\r\n');
const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const LETTER_D = 0x64;

/** The index just behind the last complete server-sent event in `bytes`; 0 when there is none. A line ends with LF or CRLF. */
export function lastEventEnd(bytes: Buffer): number {
  const length = bytes.length;
  // Almost every chunk ends where an event ends.
  if (length > 1 && bytes[length - 1] === LF && (bytes[length - 2] === LF || (bytes[length - 2] === CR && bytes[length - 3] === LF)))
    return length;
  const lf = bytes.lastIndexOf(LF_LF);
  const crlf = bytes.lastIndexOf(LF_CRLF);
  return Math.max(lf === -1 ? 0 : lf + 2, crlf === -1 ? 0 : crlf + 3);
}

/** The index just behind the first event that begins at `start`; the length when no blank line follows. */
export function nextEventEnd(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(LF, start); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return bytes.length;
}

/** Splits whole events; each part keeps its blank line. `bytes` must end where an event ends. */
export function splitEvents(bytes: Buffer): Buffer[] {
  const events: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = nextEventEnd(bytes, start);
    events.push(bytes.subarray(start, end));
    start = end;
  }
  return events;
}

/** How many of these whole events carry data; comments do not. */
export function countDataEvents(bytes: Buffer): number {
  let count = 0;
  for (let start = 0; start < bytes.length;) {
    const end = nextEventEnd(bytes, start);
    const first = bytes[start];
    if (first === LETTER_D || (first !== COLON && eventData(bytes.subarray(start, end)) !== null)) count++;
    start = end;
  }
  return count;
}

/** The payload of one event: its `data:` lines joined; `null` when it has none (a comment). */
export function eventData(event: Buffer): string | null {
  const text = event.toString('utf8');
  // One data line is the rule, several the exception.
  if (text.startsWith('data:') && text.indexOf('\ndata:') === -1) {
    const end = text.indexOf('\n');
    return text.slice(text.charCodeAt(5) === 32 ? 6 : 5, end === -1 ? undefined : end).trimEnd();
  }
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  if (lines.length === 0) return null;
  return lines
    .map((line) => line.slice(line.charCodeAt(5) === 32 ? 6 : 5))
    .join('\n')
    .trimEnd();
}

/** The name of one event; empty when it has none. */
export function eventName(event: Buffer): string {
  const text = event.toString('utf8');
  const at = text.startsWith('event:') ? 0 : text.indexOf('\nevent:') + 1;
  if (at === 0 && !text.startsWith('event:')) return '';
  const end = text.indexOf('\n', at);
  return text.slice(at + 6, end === -1 ? undefined : end).trim();
}
