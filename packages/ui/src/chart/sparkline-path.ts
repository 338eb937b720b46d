/**
 * The `d` of an SVG path through the values, left to right over the whole width, the largest at the top. `null` values break the
 * line. All-equal values draw a flat line at the bottom when zero and through the middle otherwise.
 */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '';
  const most = Math.max(...known);
  const least = Math.min(0, ...known);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let path = '';
  let isPenDown = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      isPenDown = false;
      continue;
    }
    const share = most === least ? (most === 0 ? 0 : 0.5) : (value - least) / (most - least);
    path += `${isPenDown ? 'L' : 'M'}${round(index * step)} ${round(height - share * height)}`;
    isPenDown = true;
  }
  // A single point draws nothing as a line; a flat stub of the whole width shows it.
  return values.length === 1 ? `${path}H${round(width)}` : path;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
