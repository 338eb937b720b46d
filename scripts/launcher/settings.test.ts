import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from './paths.ts';
import { readSettings } from './settings.ts';

test('without any variable the documented defaults hold', () => {
  expect(readSettings({})).toEqual({
    home: join(rootFolder, '.tollgate'),
    proxyPort: 4000,
    dashboardPort: 3000,
    metricsPort: 4001,
    publicUrl: 'http://localhost:3000',
    proxyUrl: 'http://localhost:4000',
    controlPlaneUrl: 'http://127.0.0.1:3000',
    allowPrivateUpstreams: 'true',
    databaseUrl: undefined,
    redisUrl: undefined,
    smtpUrl: undefined,
    mailCatcherPort: undefined,
    mailCatcherSmtpPort: undefined,
  });
});

test('addresses follow the ports, and an empty variable counts as none', () => {
  const settings = readSettings({ PROXY_PORT: '4100', DASHBOARD_PORT: '3100', REDIS_URL: '', TOLLGATE_HOME: '/var/one' });
  expect(settings.proxyUrl).toBe('http://localhost:4100');
  expect(settings.publicUrl).toBe('http://localhost:3100');
  expect(settings.redisUrl).toBeUndefined();
  expect(settings.home).toBe('/var/one');
});

test.each(['0', '65536', 'http', '40.5'])('PROXY_PORT=%s is refused by name', (value) => {
  expect(() => readSettings({ PROXY_PORT: value })).toThrow(`PROXY_PORT is "${value}"`);
});
