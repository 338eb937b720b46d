import { collectDefaultMetrics, type Registry } from 'prom-client';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Adds the process's own figures: CPU, memory, open files and the delay of its event loop. */
export function monitorEventLoop(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}
