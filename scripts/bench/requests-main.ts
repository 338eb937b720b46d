import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseRequestQuery } from '@tollgate/core/request-filter/parse-request-query';
import { openServices } from '@tollgate/services/open-services';
import { operatorContext } from '@tollgate/services/access/operator-context';
import { seedCatalogue } from '@tollgate/services/price/seed-catalogue';
import { seedDemo } from '@tollgate/services/demo/seed-demo';
import { countFacets } from '@tollgate/services/request-log/count-facets';
import { getHistogram } from '@tollgate/services/request-log/get-histogram';
import { listRequests } from '@tollgate/services/request-log/list-requests';
import { listEndUsers } from '@tollgate/services/end-user/list-end-users';
import { listSessions } from '@tollgate/services/end-user/list-sessions';
import { waitForRedis } from '@tollgate/services/snapshot/wait-for-redis';
import { createDatabase, startPostgres } from '@tollgate/testing/postgres';
import { startRedis } from '@tollgate/testing/redis';
import { randomBytes } from 'node:crypto';

/**
 * Fills a throw-away Postgres with generated requests through the ledger's own ingest and measures every read of the Requests page and of
 * the page of end users over many filters: server time, as a verb takes it. Fails when the budgets are not met. `DATABASE_URL` names a
 * migrated database to use instead, whose demo is left as it is when it has one.
 */
const { values } = parseArgs({ options: { requests: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '12' } } });
const BUDGET_MS = { 'first page': 250, facets: 800, histogram: 250, 'end users': 800, sessions: 250 } as const;
type Read = keyof typeof BUDGET_MS;

const DAY_MS = 86_400_000;
const RANGES = { '1 h': DAY_MS / 24, '24 h': DAY_MS, '7 d': 7 * DAY_MS, '90 d': 90 * DAY_MS };
const QUERIES = [
  '',
  'status:error',
  'status:5xx',
  'status:429',
  '-status:success',
  'model:claude-sonnet-4-5',
  'model:gpt-5 status:error',
  'model:no-such-model',
  'provider:mistral -status:success',
  'key:"Research model"',
  'key:"Evaluation" status:5xx model:gpt-5',
  'route:assistant fallback:yes',
  'user:customer-1',
  'user:customer-219 status:error',
  'user:nobody',
  'session:none',
  'tag:research',
  'tag:no-such-tag',
  'cache:hit',
  'streamed:yes duration>5s',
  'duration>1000s',
  'cost>0.05',
  'cost>100',
  'requested:nothing',
  'error:client_closed',
  'attempts>1 status:error tag:production',
];

const given = process.env['DATABASE_URL'];
const postgres = given === undefined ? await startPostgres() : null;
const redis = await startRedis();
const databaseUrl = postgres === null ? (given ?? '') : (await createDatabase(postgres.url)).url;
const services = openServices(
  { DATABASE_URL: databaseUrl, REDIS_URL: redis.url, TOLLGATE_KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
  'bench-requests',
);
await waitForRedis(services.redis);
let isOver = false;
try {
  await seedCatalogue(services, fileURLToPath(new URL('../../prisma/seed/catalogue', import.meta.url)));
  const wanted = Number(values.requests);
  const startedAt = performance.now();
  let told = 0;
  const { organizationId, requests, attempts } = await seedDemo(services, {
    requests: wanted,
    onProgress(written) {
      if (Math.floor((written / wanted) * 10) === told) return;
      told = Math.floor((written / wanted) * 10);
      console.error(`    ${written.toLocaleString('en-US')} requests`);
    },
  });
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `${requests} requests and ${attempts} attempts were ingested in ${seconds.toFixed(0)} s, ${Math.round(requests / seconds)} requests a second.`,
  );
  await services.database.pool.query('ANALYZE');
  await measure(organizationId);
} finally {
  services.redis.disconnect();
  await services.database.close();
  await redis.stop();
  await postgres?.stop();
}
process.exit(isOver ? 1 : 0);

async function measure(organizationId: string): Promise<void> {
  const context = operatorContext(services, organizationId);
  const { rows } = await services.database.pool.query<{ id: string; newest: Date }>(
    'SELECT project_id AS id, max(started_at) AS newest FROM requests WHERE organization_id = $1 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
    [organizationId],
  );
  const project = rows[0];
  if (!project) throw new Error('Nothing was generated');
  const to = project.newest.getTime() + 1;
  const taken = new Map<Read, { ms: number; what: string }[]>();
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [range, lengthMs] of Object.entries(RANGES)) {
      for (const projectId of [project.id, undefined]) {
        const scope = { ...(projectId === undefined ? {} : { projectId }), from: instant(to - lengthMs), to: instant(to) };
        const where = `${range}, ${projectId === undefined ? 'all projects' : 'one project'}`;
        for (const text of QUERIES) {
          const filter = parse(text);
          const what = `${text || 'no filter'}, ${where}`;
          await time('first page', what, () => listRequests(context, { ...scope, filter, limit: 100 }));
          // The dearer reads take a round's turn each.
          if ((round + text.length) % 4 !== 0) continue;
          await time('facets', what, () => countFacets(context, { ...scope, filter }));
          await time('histogram', what, () => getHistogram(context, { ...scope, filter }));
        }
        await time('end users', where, () => listEndUsers(context, { ...scope, order: 'cost' }));
        await time('sessions', where, () => listSessions(context, { ...scope, endUser: 'customer-1' }));
      }
    }
  }

  async function time(read: Read, what: string, run: () => Promise<unknown>): Promise<void> {
    const startedAt = performance.now();
    await run();
    const list = taken.get(read) ?? [];
    list.push({ ms: performance.now() - startedAt, what });
    taken.set(read, list);
  }

  for (const [read, times] of taken) {
    const sorted = times.toSorted((left, right) => left.ms - right.ms);
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]?.ms ?? 0;
    const slow = sorted.at(-1);
    const isMet = at(0.95) <= BUDGET_MS[read];
    isOver ||= !isMet;
    console.log(
      `${read.padEnd(11)} p50 ${at(0.5).toFixed(0).padStart(4)} ms   p95 ${at(0.95).toFixed(0).padStart(4)} ms   budget ${BUDGET_MS[read]} ms ${isMet ? 'met' : 'NOT MET'}   n ${times.length}   slowest ${slow?.ms.toFixed(0)} ms: ${slow?.what}`,
    );
    const worst = new Map<string, number>();
    for (const { ms, what } of sorted) worst.set(what, Math.max(worst.get(what) ?? 0, ms));
    for (const [what, ms] of [...worst].sort((left, right) => right[1] - left[1]).slice(0, 5))
      console.log(`              ${ms.toFixed(0).padStart(5)} ms  ${what}`);
  }
}

function parse(text: string) {
  const query = parseRequestQuery(text);
  if (!query.ok) throw new Error(query.message);
  return query.filter;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
