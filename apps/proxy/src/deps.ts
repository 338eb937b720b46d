import type { createAdmission } from '@tollgate/redis/admission';
import type { createIdempotency } from '@tollgate/redis/idempotency';
import type { Logger } from '@tollgate/telemetry/logger';
import type { CircuitBreaker } from './health/circuit-breaker.ts';
import type { ProxyMetrics } from './health/metrics.ts';
import type { RetryBudget } from './health/retry-budget.ts';
import type { FailedKeyLimiter } from './limits/failed-key-limiter.ts';
import type { LeaseBook } from './limits/lease-book.ts';
import type { LocalAllowance } from './limits/local-allowance.ts';
import type { RefusedKeyLog } from './limits/refused-key-log.ts';
import type { SnapshotStore } from './snapshot/snapshot-store.ts';
import type { StreamSweeper } from './stream/stream-sweeper.ts';
import type { TargetResolver } from './upstream/target.ts';
import type { UpstreamPools } from './upstream/upstream-pools.ts';
import type { ContentKeeper } from './usage/content-keeper.ts';
import type { UsageRecorder } from './usage/usage-recorder.ts';

/** Everything the pipeline works with; made once in `main.ts`. */
export type ProxyDeps = {
  store: SnapshotStore;
  resolveTarget: TargetResolver;
  pools: UpstreamPools;
  admission: ReturnType<typeof createAdmission>;
  idempotency: ReturnType<typeof createIdempotency>;
  leases: LeaseBook;
  localAllowance: LocalAllowance;
  failedKeys: FailedKeyLimiter;
  refusedKeys: RefusedKeyLog;
  breaker: CircuitBreaker;
  retryBudget: RetryBudget;
  usage: UsageRecorder;
  contents: ContentKeeper;
  sweeper: StreamSweeper;
  metrics: ProxyMetrics;
  logger: Logger;
  maxBodyBytes: number;
  maxStaleMs: number;
  allowPrivateUpstreams: boolean;
};
