import { hash } from '@node-rs/argon2';

/** OWASP's second choice for argon2id (its default algorithm here): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Returns the PHC form; its salt is random. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}
