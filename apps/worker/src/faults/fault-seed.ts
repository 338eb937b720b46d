/** Of this run's load and schedule: `FAULT_SEED` to repeat one that failed, else another each time. */
export function faultSeed(): number {
  return Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
}
