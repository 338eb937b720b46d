import type { DemoApplication } from './demo-plan.ts';

const HOURS: Record<DemoApplication['rhythm'], readonly number[]> = {
  office: [1, 1, 1, 1, 2, 4, 10, 24, 46, 60, 64, 58, 44, 55, 62, 58, 44, 26, 14, 9, 6, 4, 2, 1],
  evening: [14, 8, 4, 3, 3, 6, 14, 22, 24, 22, 22, 26, 30, 26, 24, 26, 34, 46, 58, 66, 64, 52, 38, 24],
  night: [50, 60, 60, 40, 20, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 10, 20, 36],
};
/** Sunday first. */
const WEEKDAYS: Record<DemoApplication['rhythm'], readonly number[]> = {
  office: [0.18, 1, 1.08, 1.1, 1.05, 0.9, 0.22],
  evening: [1.25, 0.85, 0.85, 0.9, 0.95, 1.15, 1.3],
  night: [0.4, 1, 1, 1, 1, 1, 0.4],
};

/** How busy an hour is, in no unit: by its place in the day and week, and growing by half over the history. */
export function trafficWeight(rhythm: DemoApplication['rhythm'], hourMs: number, progress: number): number {
  const at = new Date(hourMs);
  return (HOURS[rhythm][at.getUTCHours()] ?? 0) * (WEEKDAYS[rhythm][at.getUTCDay()] ?? 0) * (0.8 + 0.4 * progress);
}
