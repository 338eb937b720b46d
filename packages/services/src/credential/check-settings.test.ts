import { expect, it } from 'vitest';
import { checkSettings } from './check-settings.ts';

it('keeps what the provider takes', () => {
  const settings = { region: 'us-east-1', access_key_id: 'AKIA1', retries: '0', circuit_breaker: 'off', upstream_api: 'chat' };
  expect(checkSettings('bedrock', settings)).toEqual(settings);
  expect(checkSettings('openai', {})).toEqual({});
});

it.each([
  ['openai', { region: 'us-east-1' }, 'settings.region'],
  ['bedrock', {}, 'settings.region'],
  ['bedrock', { region: 'evil.test/x' }, 'settings.region'],
  ['bedrock', { region: 'us-east-1.evil.test#' }, 'settings.region'],
  ['vertex', { region: 'europe-west1', project: 'a/../b' }, 'settings.project'],
  ['openai', { retries: '99' }, 'settings.retries'],
  ['openai', { circuit_breaker: 'maybe' }, 'settings.circuit_breaker'],
  ['openai', { upstream_api: 'grpc' }, 'settings.upstream_api'],
  ['openai', { constructor: 'x' }, 'settings.constructor'],
  ['azure', { api_version: 'a\nb' }, 'settings.api_version'],
])('refuses for %s %j by the name of the setting', (provider, settings, field) => {
  expect(() => checkSettings(provider, settings)).toThrow(expect.objectContaining({ code: 'invalid', field }));
});
