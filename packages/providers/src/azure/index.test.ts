import { expect, test } from 'vitest';
import { azureAdapter } from './index.ts';

const at = (apiVersion?: string) => ({ model: 'my gpt', settings: apiVersion === undefined ? {} : { api_version: apiVersion } });

test.each([
  [undefined, '/openai/v1/chat/completions', '/openai/v1/models'],
  ['v1', '/openai/v1/chat/completions', '/openai/v1/models'],
  ['preview', '/openai/v1/chat/completions?api-version=preview', '/openai/v1/models?api-version=preview'],
  ['2024-10-21', '/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21', '/openai/models?api-version=2024-10-21'],
])('with the version %s a chat goes to %s and a test to %s', (version, chat, probe) => {
  expect(azureAdapter.chat.path(at(version), true)).toBe(chat);
  expect(azureAdapter.probePath(at(version).settings)).toBe(probe);
});

test('other calls go to the deployment too, responses to the resource', () => {
  expect(azureAdapter.endpoints?.['openai-embeddings']?.path(at('2024-10-21'), false)).toBe(
    '/openai/deployments/my%20gpt/embeddings?api-version=2024-10-21',
  );
  expect(azureAdapter.responses?.path(at('2025-04-01-preview'), false)).toBe('/openai/responses?api-version=2025-04-01-preview');
  expect(azureAdapter.responses?.path(at(), false)).toBe('/openai/v1/responses');
});

test('a key goes in a header of its own, a token of Entra as bearer', () => {
  const proof = azureAdapter.authentication({});
  const headers = (secret: string) => proof.scheme === 'header' && proof.headers(secret);
  expect(headers('0123abcd')).toEqual({ 'api-key': '0123abcd' });
  expect(headers('eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln')).toEqual({
    authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln',
  });
});

test('a resource has no address that everybody shares', () => {
  expect(azureAdapter.defaultBaseUrl({})).toBeNull();
});

test.each([
  [
    '{"error":{"code":"content_filter","message":"The response was filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}',
    400,
    'content_filter',
  ],
  ['{"error":{"code":null,"message":"Invalid input.","innererror":{"code":"ResponsibleAIPolicyViolation"}}}', 400, 'content_filter'],
  ['{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}', 404, 'model_unavailable'],
  ['{"error":{"code":"429","message":"Requests have exceeded call rate limit. Please retry after 7 seconds."}}', 429, 'rate_limited'],
  ['{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}', 401, 'auth'],
])('the error %s with the status %s is of outcome %s', (body, status, outcome) => {
  expect(azureAdapter.readError(status, {}, body).outcome).toBe(outcome);
});

test('the exact wait is the one that counts', () => {
  const error = azureAdapter.readError(429, { 'retry-after': '2', 'retry-after-ms': '1250' }, '{"error":{"message":"slow"}}');
  expect(error.retryAfterMs).toBe(1250);
  expect(azureAdapter.readError(429, { 'x-ms-retry-after-ms': '900' }, '{"error":{"message":"slow"}}').retryAfterMs).toBe(900);
});
