import { parseArgs } from 'node:util';
import { openServices } from '../open-services.ts';
import { waitForRedis } from '../snapshot/wait-for-redis.ts';
import { DEMO_ORGANIZATION } from './demo-plan.ts';
import { seedDemo } from './seed-demo.ts';

/**
 * The environment of `openServices`: seeds the demo organisation, or finds it there, and prints how to sign in and call. `--requests N`
 * gives it about N requests and tells how far it is.
 */
const { values } = parseArgs({ options: { requests: { type: 'string' } } });
const requests = values.requests === undefined ? undefined : Number(values.requests.replaceAll('_', ''));
if (requests !== undefined && (!Number.isSafeInteger(requests) || requests < 1)) {
  console.error(`--requests takes a whole number, such as 1000000, and not "${values.requests}".`);
  process.exit(2);
}
const services = openServices(process.env, 'seed-demo');
await waitForRedis(services.redis);
try {
  const demo = await seedDemo(services, requests === undefined ? {} : { requests, onProgress: reportProgress(requests) });
  console.log(
    demo.isNew
      ? `${DEMO_ORGANIZATION} is there, with ${demo.requests} requests in 90 days.`
      : `${DEMO_ORGANIZATION} was there already and was left as it is.`,
  );
  console.log(`  sign in   ${demo.email}  password ${demo.password}  (the other nine people have the same password)`);
  console.log(`  key       ${demo.apiKey}  model sim/echo`);
} finally {
  services.redis.disconnect();
  await services.database.close();
}

/** A line for every twentieth part. */
function reportProgress(total: number): (written: number) => void {
  const startedAt = performance.now();
  let told = 0;
  return (written) => {
    const part = Math.floor((written / total) * 20);
    if (part === told) return;
    told = part;
    const seconds = (performance.now() - startedAt) / 1000;
    console.error(
      `    ${written.toLocaleString('en-US')} of about ${total.toLocaleString('en-US')} requests, ${Math.round(written / seconds).toLocaleString('en-US')} a second`,
    );
  };
}
