/** A key as it may be seen over a shoulder: its prefix and its last four characters. */
export function maskKey(key: string): string {
  const prefix = /^tg_[a-z0-9]{1,16}_/.exec(key)?.[0] ?? '';
  return `${prefix}${'•'.repeat(16)}${key.slice(-4)}`;
}
