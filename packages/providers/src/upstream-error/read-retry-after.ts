type Headers = Record<string, string | undefined>;

/**
 * How long the provider asks to be left alone, in milliseconds and as long as it says. `retry-after-ms` (`x-ms-retry-after-ms` at Azure)
 * wins over `retry-after` (seconds, or a date, measured against the answer's own `date`), and both over a sentence such as "try again in
 * 9m38.016s".
 */
export function readRetryAfter(headers: Headers, message: string): number | null {
  const exact = numberOf(headers['retry-after-ms'] ?? headers['x-ms-retry-after-ms']);
  if (exact !== null) return Math.ceil(exact);
  const after = headers['retry-after'];
  if (after !== undefined) {
    const seconds = numberOf(after);
    if (seconds !== null) return Math.ceil(seconds * 1000);
    const wait = Date.parse(after) - Date.parse(headers['date'] ?? '');
    if (!Number.isNaN(wait)) return Math.max(0, wait);
  }
  return waitInSentence(message);
}

function numberOf(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

function waitInSentence(message: string): number | null {
  const match = /(?:try again|retry) in (?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)(ms|s))?/i.exec(message);
  if (match === null) return null;
  const [, hours, minutes, amount, unit] = match;
  if (hours === undefined && minutes === undefined && amount === undefined) return null;
  const rest = Number(amount ?? 0) * (unit === 'ms' ? 1 : 1000);
  return Math.ceil(Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + rest);
}
