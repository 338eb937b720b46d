import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the worker counts; labels are names of ours and so bounded. */
export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

export function createWorkerMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    jobDuration: new Histogram({
      name: 'worker_job_duration_seconds',
      help: 'How long jobs ran, by queue and result (ok or error)',
      labelNames: ['job', 'result'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    ingestedFacts: new Counter({
      name: 'worker_ingested_facts_total',
      help: 'Facts new to the ledger',
      labelNames: ['kind'] as const,
      registers,
    }),
    duplicateFacts: new Counter({ name: 'worker_duplicate_facts_total', help: 'Facts that the ledger held already', registers }),
    rejectedFacts: new Counter({ name: 'worker_rejected_facts_total', help: 'Facts in rejected_facts; any is an alarm', registers }),
    storedContents: new Counter({ name: 'worker_stored_contents_total', help: 'Prompts and answers kept', registers }),
    dutyDuration: new Histogram({
      name: 'worker_duty_duration_seconds',
      help: 'How long periodic duties ran, by result (ok or error)',
      labelNames: ['duty', 'result'] as const,
      buckets: [0.01, 0.1, 1, 10, 60],
      registers,
    }),
    defaultPartitionRows: new Gauge({
      name: 'ledger_default_partition_rows',
      help: 'Rows without a partition of their own; any is an alarm',
      labelNames: ['table'] as const,
      registers,
    }),
    rollupDrift: new Gauge({
      name: 'ledger_rollup_drift_rows',
      help: 'Rollup rows that differ from their facts in the last sample; any is an alarm',
      registers,
    }),
  };
}
