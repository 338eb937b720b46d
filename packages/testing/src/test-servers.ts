function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this with the vitest project "integration" or "browser"`);
  return value;
}

/** The run's own Postgres; give it to `createDatabase`. */
export function testDatabaseUrl(): string {
  return fromEnvironment('TEST_DATABASE_URL');
}

/** The run's own Redis, shared by test files that run side by side: use keys of your own. */
export function testRedisUrl(): string {
  return fromEnvironment('TEST_REDIS_URL');
}
