import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createPriceIndex } from '@tollgate/core/pricing/find-price';
import { createJobProducer } from '@tollgate/queue/job-producer';
import { createAdmission } from '@tollgate/redis/admission';
import { createIdempotency } from '@tollgate/redis/idempotency';
import { createLeasing } from '@tollgate/redis/lease';
import { connectRedis } from '@tollgate/redis/client';
import { LAST_USED_KEY } from '@tollgate/redis/keys';
import { internalToken } from '@tollgate/secrets/key-encryption-key';
import { newId } from '@tollgate/secrets/new-id';
import type { Logger } from '@tollgate/telemetry/logger';
import type { ProxyDeps } from './deps.ts';
import type { ProxyEnv } from './env.ts';
import { CircuitBreaker } from './health/circuit-breaker.ts';
import { createProxyMetrics } from './health/metrics.ts';
import { RetryBudget } from './health/retry-budget.ts';
import { FailedKeyLimiter } from './limits/failed-key-limiter.ts';
import { LeaseBook } from './limits/lease-book.ts';
import { LocalAllowance } from './limits/local-allowance.ts';
import { RefusedKeyLog } from './limits/refused-key-log.ts';
import { StreamedAnswer } from './pipeline/streamed-answer.ts';
import { createPrivateServer } from './server/private-server.ts';
import { createPublicServer } from './server/public-server.ts';
import { readDiskCopy } from './snapshot/disk-copy.ts';
import { documentSource, startSnapshotFeed } from './snapshot/snapshot-feed.ts';
import { SnapshotStore } from './snapshot/snapshot-store.ts';
import { StreamSweeper } from './stream/stream-sweeper.ts';
import { GoogleAccessTokens } from './upstream/google-access-token.ts';
import { createTargetResolver } from './upstream/target.ts';
import { createUpstreamPools } from './upstream/upstream-pools.ts';
import { ContentKeeper } from './usage/content-keeper.ts';
import { adoptOrphans, ownSpool, readOrphan, removeOrphan } from './usage/recover.ts';
import { Shipper } from './usage/shipper.ts';
import { Spool } from './usage/spool.ts';
import { UsageRecorder } from './usage/usage-recorder.ts';

const COMMAND_TIMEOUT_MS = 250;
const ADOPT_EVERY_MS = 30_000;
const LAST_USED_EVERY_MS = 5_000;
const FIRST_POLL_MS = 2_000;
const SHIP_ON_CLOSE_MS = 5_000;
const DEADLINE_CHECK_MS = 100;

export type RunningProxy = {
  url: string;
  metricsUrl: string;
  /** Stops taking requests, lets those under way finish until the deadline, then ships what is left. A second call cuts it short. */
  drain(): Promise<void>;
};

/** Puts a proxy together and starts it. */
export async function createProxy(env: ProxyEnv, logger: Logger): Promise<RunningProxy> {
  const proxyId = newId('pxy');
  const redis = connectRedis(env.redisUrl, { name: 'tollgate-proxy', commandTimeoutMs: COMMAND_TIMEOUT_MS });
  const subscriber = connectRedis(env.redisUrl, { name: 'tollgate-proxy-feed' });
  const store = new SnapshotStore({
    source: documentSource(redis),
    keyEncryptionKeys: env.keyEncryptionKeys,
    onUnreadable: (what) => logger.error({ what }, 'a sealed secret does not open with the configured key-encryption key'),
  });
  const diskPath = join(env.home, 'proxy', 'snapshot.json');
  await readDiskCopy(diskPath, store);
  const feed = startSnapshotFeed({
    redis,
    subscriber,
    store,
    diskPath,
    onError: (err) => logger.error({ err }, 'the snapshot could not be saved to disk'),
  });
  await firstPoll(redis, feed.poll);

  const spoolRoot = join(env.home, 'spool');
  mkdirSync(spoolRoot, { recursive: true });
  const spool = new Spool(join(spoolRoot, proxyId));
  const ownership = ownSpool(spool.directory);
  const admission = createAdmission(redis);
  const usageJobs = createJobProducer('ingest-usage', env.redisUrl);
  const contentJobs = createJobProducer('store-content', env.redisUrl);
  const leases = new LeaseBook({ proxyId, ask: createLeasing(redis) });
  const shipper = new Shipper({
    proxyId,
    spool,
    producer: usageJobs,
    redis,
    onAcknowledged: (attempts) => attempts.forEach(({ keyId, attemptId }) => leases.acknowledge(keyId, attemptId)),
  });
  const usage = new UsageRecorder({ spool, shipper, admission });
  const localAllowance = new LocalAllowance();
  const sweeper = new StreamSweeper();
  const retryBudget = new RetryBudget();
  const metrics = createProxyMetrics({ inFlight: () => retryBudget.inFlight, waitingFacts: () => shipper.waiting });
  const pools = createUpstreamPools(env.allowPrivateUpstreams);
  const deps: ProxyDeps = {
    store,
    resolveTarget: createTargetResolver({ simulatorUrl: env.simulatorUrl, allowPrivate: env.allowPrivateUpstreams }),
    pools,
    accessTokens: new GoogleAccessTokens({ pools, allowPrivate: env.allowPrivateUpstreams }),
    admission,
    idempotency: createIdempotency(redis),
    leases,
    localAllowance,
    failedKeys: new FailedKeyLimiter(),
    refusedKeys: new RefusedKeyLog({ redis, store, keyEncryptionKeys: env.keyEncryptionKeys }),
    breaker: new CircuitBreaker(),
    retryBudget,
    usage,
    contents: new ContentKeeper({ producer: contentJobs, onDropped: (items) => metrics.countDroppedContent(items) }),
    sweeper,
    metrics,
    logger,
    maxBodyBytes: env.maxBodyBytes,
    maxStaleMs: env.maxStaleMs,
    allowPrivateUpstreams: env.allowPrivateUpstreams,
  };

  const adopt = (): void => {
    for (const directory of adoptOrphans(spoolRoot, spool.directory, Date.now())) {
      try {
        takeOver(directory);
      } catch (err) {
        // It stays where it is, for the next process to try.
        logger.error({ err, directory }, 'the spool of a proxy that died could not be taken over');
      }
    }
  };
  const takeOver = (directory: string): void => {
    const prices = createPriceIndex(store.catalogue, []);
    const { facts, unfinished, damaged } = readOrphan(directory, ({ organizationId, provider, model, startedAtMs }) =>
      (store.organization(organizationId)?.prices ?? prices).find(provider, model, startedAtMs),
    );
    for (const [kind, fact] of facts) {
      if (kind === 'finished') usage.finish(fact as Parameters<typeof usage.finish>[0], null);
      else usage.endRequest(fact as Parameters<typeof usage.endRequest>[0]);
    }
    usage.flush();
    // On a full disk the facts are only in memory yet.
    if (usage.canRecord) removeOrphan(directory);
    logger.info({ facts: facts.length, unfinished, damaged }, 'took over the spool of a proxy that died');
  };
  adopt();

  let isDraining = false;
  const publicServer = createPublicServer(deps, () => ({
    isDraining,
    hasSnapshot: store.lastContactMs > 0,
    hasSpoolSpace: usage.canRecord,
    hasRedis: redis.status === 'ready',
  }));
  const privateServer = createPrivateServer(deps, internalToken(env.keyEncryptionKeys));
  await listen(publicServer, env.port, env.host);
  await listen(privateServer, env.metricsPort, env.metricsHost);
  const timers = [
    setInterval(adopt, ADOPT_EVERY_MS),
    setInterval(
      () => void spool.prune(Date.now()).catch((err: unknown) => logger.error({ err }, 'old spool segments could not be removed')),
      ADOPT_EVERY_MS,
    ),
    setInterval(() => void reportLastUsed().catch(() => undefined), LAST_USED_EVERY_MS),
  ];

  async function reportLastUsed(): Promise<void> {
    const used = store.takeUsedKeys();
    if (used.length > 0) await redis.hset(LAST_USED_KEY, ...used.flatMap(([keyId, atMs]) => [keyId, atMs]));
  }

  let drainUntilMs = 0;
  let draining: Promise<void> | null = null;
  const drain = async (): Promise<void> => {
    isDraining = true;
    drainUntilMs = Date.now() + env.drainGraceMs + env.drainTimeoutMs;
    // Load balancers need a moment to see that this process is no longer ready.
    await waitUntil(() => false, Math.min(drainUntilMs, Date.now() + env.drainGraceMs));
    publicServer.close();
    publicServer.closeIdleConnections();
    await waitUntil(
      () => retryBudget.inFlight === 0,
      () => drainUntilMs,
    );
    for (const stream of sweeper.all()) if (stream instanceof StreamedAnswer) stream.cut();
    await waitUntil(() => retryBudget.inFlight === 0, Date.now() + 1000);
    publicServer.closeAllConnections();
    // Calls that were cut end now; their facts are written at the end of the turn in which they do.
    await waitUntil(() => retryBudget.inFlight === 0, Date.now() + 1000);
    for (const timer of timers) clearInterval(timer);
    await new Promise((resolve) => setImmediate(resolve));
    usage.flush();
    await deps.contents.flush();
    await reportLastUsed().catch(() => undefined);
    await shipper.close(Date.now() + SHIP_ON_CLOSE_MS);
    await leases.close();
    await feed.stop();
    privateServer.close();
    privateServer.closeAllConnections();
    sweeper.close();
    await deps.pools.close();
    ownership.release();
    spool.close();
    if (shipper.waiting === 0 && !shipper.hasBacklog && usage.openAttempts === 0) removeOrphan(spool.directory);
    await Promise.all([usageJobs.close(), contentJobs.close()].map((closing) => closing.catch(() => undefined)));
    redis.disconnect();
    subscriber.disconnect();
  };
  return {
    url: urlOf(publicServer),
    metricsUrl: urlOf(privateServer),
    drain() {
      if (draining === null) draining = drain();
      else drainUntilMs = 0;
      return draining;
    },
  };
}

/** Gives Redis a moment at the start; without it the proxy serves what it has on disk. */
async function firstPoll(redis: ReturnType<typeof connectRedis>, poll: () => Promise<void>): Promise<void> {
  await waitUntil(() => redis.status === 'ready', Date.now() + FIRST_POLL_MS);
  await poll().catch(() => undefined);
}

async function waitUntil(isDone: () => boolean, deadlineMs: number | (() => number)): Promise<void> {
  const until = typeof deadlineMs === 'function' ? deadlineMs : () => deadlineMs;
  while (!isDone() && Date.now() < until())
    await new Promise((resolve) => setTimeout(resolve, Math.min(DEADLINE_CHECK_MS, Math.max(1, until() - Date.now()))));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4096 }, resolve);
  });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
