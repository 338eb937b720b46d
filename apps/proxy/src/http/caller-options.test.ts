import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallerOptions, type CallerOptions } from './caller-options.ts';

function read(headers: IncomingHttpHeaders) {
  return readCallerOptions({ headers } as IncomingMessage);
}

function options(headers: IncomingHttpHeaders): CallerOptions {
  const read_ = read(headers);
  if ('status' in read_) throw new Error(read_.message);
  return read_;
}

describe('the options of a caller', () => {
  it('are none without headers', () => {
    expect(options({ host: 'x', 'content-type': 'application/json', cookie: 'a=b' })).toEqual({
      metadata: {},
      tags: [],
      user: null,
      session: null,
      timeoutMs: null,
      keepsContent: true,
      warnings: [],
    });
  });

  it('are read from their headers', () => {
    expect(
      options({
        'x-tollgate-metadata': '{"ticket":"T-1"}',
        'x-tollgate-tags': ' a, b ,,a',
        'x-tollgate-user': 'ann',
        'x-tollgate-session': 's1',
        'x-tollgate-timeout-ms': '2500',
        'x-tollgate-no-log': 'true',
        'x-tollgate-cache': 'skip',
      }),
    ).toEqual({
      metadata: { ticket: 'T-1' },
      tags: ['a', 'b'],
      user: 'ann',
      session: 's1',
      timeoutMs: 2500,
      keepsContent: false,
      warnings: [],
    });
  });

  it.each([
    ['true', false],
    ['1', false],
    ['', false],
    ['anything', false],
    ['false', true],
    ['0', true],
  ])('keep no content when x-tollgate-no-log is %j, unless it says no: %s', (value, keepsContent) => {
    expect(options({ 'x-tollgate-no-log': value }).keepsContent).toBe(keepsContent);
  });

  it.each([
    ['x-tollgate-metadata', '{'],
    ['x-tollgate-metadata', '[]'],
    ['x-tollgate-metadata', 'null'],
    ['x-tollgate-metadata', '"text"'],
    ['x-tollgate-metadata', '{"a":1}'],
    ['x-tollgate-metadata', '{"a":{"b":"c"}}'],
    ['x-tollgate-metadata', JSON.stringify({ ['k'.repeat(65)]: 'v' })],
    ['x-tollgate-metadata', JSON.stringify({ k: 'v'.repeat(513) })],
    ['x-tollgate-metadata', JSON.stringify(Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v'])))],
    ['x-tollgate-tags', Array.from({ length: 17 }, (_, index) => `t${index}`).join(',')],
    ['x-tollgate-tags', 't'.repeat(65)],
    ['x-tollgate-timeout-ms', '0'],
    ['x-tollgate-timeout-ms', '-1'],
    ['x-tollgate-timeout-ms', '1e3'],
    ['x-tollgate-timeout-ms', '1.5'],
    ['x-tollgate-timeout-ms', '9'.repeat(10)],
    ['x-tollgate-cache', 'no'],
    ['x-tollgate-cache', 'ttl=-1'],
  ])('are refused rather than ignored when %s is %s, and the header is named', (name, value) => {
    const refusal = read({ [name]: value });
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_request', param: name, shouldRetry: false });
    expect((refusal as { message: string }).message).toContain(name);
  });

  it('hold as many tags and as much metadata as they may', () => {
    const tags = Array.from({ length: 16 }, (_, index) => String(index).padEnd(64, 't'));
    const metadata = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [String(index).padEnd(64, 'k'), 'v'.repeat(512)]));
    expect(options({ 'x-tollgate-tags': tags.join(','), 'x-tollgate-metadata': JSON.stringify(metadata) })).toMatchObject({
      tags,
      metadata,
    });
  });

  it('take a member called __proto__ for a name like any other', () => {
    const { metadata } = options({ 'x-tollgate-metadata': '{"__proto__":"x","constructor":"y"}' });
    expect(Object.entries(metadata)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each(['x-portkey-config', 'helicone-auth', 'cf-aig-metadata', 'x-litellm-tags', 'x-tollgate-made-up'])(
    'name %s in a warning',
    (name) => {
      expect(options({ [name]: 'v' }).warnings).toEqual([expect.stringContaining(name)]);
    },
  );

  it.each(['x-forwarded-for', 'x-request-id', 'content-length', 'host', 'connection'])('say nothing of %s', (name) => {
    expect(options({ [name]: 'v' }).warnings).toEqual([]);
  });

  it('cut what names a user or a session to what the ledger holds, and never throw on any text', () => {
    expect(options({ 'x-tollgate-user': 'u'.repeat(300), 'x-tollgate-session': 's'.repeat(300) })).toMatchObject({
      user: 'u'.repeat(256),
      session: 's'.repeat(256),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('metadata', 'tags', 'user', 'session', 'timeout-ms', 'cache', 'no-log', 'other'),
        fc.string(),
        (name, value) => {
          const result = read({ [`x-tollgate-${name}`]: value });
          return 'status' in result ? result.status === 400 : Array.isArray(result.tags);
        },
      ),
    );
  });
});
