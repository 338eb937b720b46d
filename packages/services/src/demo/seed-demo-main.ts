import { openServices } from '../open-services.ts';
import { waitForRedis } from '../snapshot/wait-for-redis.ts';
import { DEMO_ORGANIZATION } from './demo-plan.ts';
import { seedDemo } from './seed-demo.ts';

/** The environment of `openServices`: seeds the demo organisation, or finds it there, and prints how to sign in and call. */
const services = openServices(process.env, 'seed-demo');
await waitForRedis(services.redis);
try {
  const demo = await seedDemo(services);
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
