/** What a card says of a stored secret. Of a short one the hint keeps no characters. */
export function howItEnds(secretHint: string): string {
  return secretHint === '…' ? 'too short to show its end' : `ends in ${secretHint}`;
}
