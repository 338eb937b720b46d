/** What the fields of a change held before it, for the audit log. */
export function earlierFields<Row extends object>(row: Row, changes: object): Partial<Row> {
  // A field of the row is named only when the change names it.
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in changes)) as Partial<Row>;
}
