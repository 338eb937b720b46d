/** What the marks of a row are read from. */
export type MarkedRow = {
  attempts: number;
  isStream: boolean;
  isEstimated: boolean;
  isUnpriced: boolean;
};

export type MarkKind = 'retried' | 'stream' | 'estimated' | 'unpriced';
export type Mark = { kind: MarkKind; text: string };

/** The marks of a row in a fixed order, each with the words that stand for its picture. */
export function describeMarks(row: MarkedRow): Mark[] {
  const marks: Mark[] = [];
  if (row.attempts > 1) marks.push({ kind: 'retried', text: `${row.attempts} attempts: retried or fell back` });
  if (row.isStream) marks.push({ kind: 'stream', text: 'Streamed' });
  if (row.isEstimated) marks.push({ kind: 'estimated', text: 'Tokens estimated: the provider did not report them' });
  if (row.isUnpriced) marks.push({ kind: 'unpriced', text: 'Unpriced: no price is known for this model' });
  return marks;
}
