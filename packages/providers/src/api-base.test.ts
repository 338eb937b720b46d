import { expect, test } from 'vitest';
import { apiBasePath } from './api-base.ts';
import { adapterFor } from './registry.ts';

test.each([
  ['anthropic', '/', ''],
  ['anthropic', '/v1', ''],
  ['anthropic', '/v1/', ''],
  ['anthropic', '/gateway/v1', '/gateway'],
  ['anthropic', '/v1/v1', '/v1'],
  ['azure', '/', ''],
  ['azure', '/openai/v1/', ''],
  ['azure', '/openai', ''],
  ['azure', '/gateway/openai/v1', '/gateway'],
  ['cohere', '/v2', ''],
  ['openai', '/v1', '/v1'],
  ['openai', '/', ''],
  ['openai', '/openai/v1/', '/openai/v1'],
])('of %s, a base URL with the path %s goes on from %j', (id, path, expected) => {
  const adapter = adapterFor(id);
  if (adapter === undefined) throw new Error(id);
  expect(apiBasePath(adapter, path)).toBe(expected);
});
