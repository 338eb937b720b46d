/** Fewest steps that an axis is cut into; a top that is just above a step then wastes little. */
const FEWEST_STEPS = 4;

/**
 * Ticks from 0 to the first round number at or above the largest value, four to eight steps of 1, 2, 2.5 or 5 times a power of ten, so
 * that no more than a fifth of the height stays empty.
 */
export function axisTicks(largest: number): number[] {
  if (!(largest > 0) || !Number.isFinite(largest)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(largest / FEWEST_STEPS));
  const step = [10, 5, 2.5, 2, 1].map((factor) => factor * power).find((size) => largest / size >= FEWEST_STEPS) ?? power;
  const count = Math.ceil(largest / step - 1e-9);
  // A sum of steps would gather the error of each.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
