const LF_LF = Buffer.from('\n\n');
const CRLF_CRLF = Buffer.from('\r\n\r\n');

/** The index just behind the last complete server-sent event in `bytes`; 0 when there is none. */
export function lastEventEnd(bytes: Buffer): number {
  const length = bytes.length;
  // Almost every chunk ends where an event ends.
  if (
    length > 1 &&
    bytes[length - 1] === 0x0a &&
    (bytes[length - 2] === 0x0a || (bytes[length - 2] === 0x0d && bytes[length - 3] === 0x0a))
  )
    return length;
  const lf = bytes.lastIndexOf(LF_LF);
  const crlf = bytes.lastIndexOf(CRLF_CRLF);
  return Math.max(lf === -1 ? 0 : lf + 2, crlf === -1 ? 0 : crlf + 4);
}

/** Splits whole events; each part keeps its blank line. `bytes` must end where an event ends. */
export function splitEvents(bytes: Buffer): Buffer[] {
  const events: Buffer[] = [];
  let start = 0;
  while (start < bytes.length) {
    const lf = bytes.indexOf(LF_LF, start);
    const crlf = bytes.indexOf(CRLF_CRLF, start);
    const end = Math.min(lf === -1 ? bytes.length : lf + 2, crlf === -1 ? bytes.length : crlf + 4);
    events.push(bytes.subarray(start, end));
    start = end;
  }
  return events;
}

/** The payload of one event: its `data:` lines joined; `null` when it has none (a comment). */
export function eventData(event: Buffer): string | null {
  const text = event.toString('utf8');
  // One data line is the rule, several the exception.
  if (text.startsWith('data:') && text.indexOf('\ndata:') === -1) {
    const end = text.indexOf('\n');
    return text.slice(text.charCodeAt(5) === 32 ? 6 : 5, end === -1 ? undefined : end).trimEnd();
  }
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
  return lines.length === 0 ? null : lines.map((line) => line.slice(line.charCodeAt(5) === 32 ? 6 : 5)).join('\n');
}
