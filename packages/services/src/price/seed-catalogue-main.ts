import { fileURLToPath } from 'node:url';
import { openServices } from '../open-services.ts';
import { waitForRedis } from '../snapshot/wait-for-redis.ts';
import { seedCatalogue } from './seed-catalogue.ts';

/** The environment of `openServices`: inserts the shipped prices that are missing, and says how many. */
const folder = fileURLToPath(new URL('../../../../prisma/seed/catalogue', import.meta.url));
const services = openServices(process.env, 'seed-catalogue');
await waitForRedis(services.redis);
try {
  const { inserted, conflicting } = await seedCatalogue(services, folder);
  console.log(`${inserted} prices added to the catalogue.`);
  for (const id of conflicting)
    console.error(`The price ${id} differs from the stored one and was left as it is; a new price needs a new date.`);
} finally {
  services.redis.disconnect();
  await services.database.close();
}
