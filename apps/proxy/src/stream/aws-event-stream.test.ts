import { EventStreamCodec, type MessageHeaders } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsEventStream } from './aws-event-stream.ts';
import type { StreamFailure } from './relay-stream.ts';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

function frame(headers: Record<string, string>, body = ''): Buffer {
  const typed: MessageHeaders = {};
  for (const [name, value] of Object.entries(headers)) typed[name] = { type: 'string', value };
  return Buffer.from(codec.encode({ headers: typed, body: Buffer.from(body) }));
}
const event = (name: string, body: string): Buffer => frame({ ':message-type': 'event', ':event-type': name }, body);

function read(pieces: Iterable<Buffer>): { events: [string, string][]; failures: StreamFailure[] } {
  const events: [string, string][] = [];
  const failures: StreamFailure[] = [];
  const stream = new AwsEventStream({
    onEvent: (name, data) => events.push([name, data]),
    onFailure: (failure) => failures.push(failure),
  });
  for (const piece of pieces) stream.push(piece);
  return { events, failures };
}

function* cut(bytes: Buffer, sizes: readonly number[]): Iterable<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const three: [string, string][] = [
  ['messageStart', '{"role":"assistant"}'],
  ['contentBlockDelta', '{"delta":{"text":"größer 🎉"}}'],
  ['messageStop', '{}'],
];
const bytes = Buffer.concat(three.map(([name, body]) => event(name, body)));

describe('a binary event stream', () => {
  test('survives any split', () => {
    for (let at = 0; at <= bytes.length; at++) expect(read([bytes.subarray(0, at), bytes.subarray(at)]).events).toEqual(three);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(read(cut(bytes, sizes))).toEqual({ events: three, failures: [] });
      }),
    );
  });

  test('names an exception, and an error without a body', () => {
    const exception = frame({ ':message-type': 'exception', ':exception-type': 'throttlingException' }, '{"message":"wait"}');
    const error = frame({ ':message-type': 'error', ':error-code': '500', ':error-message': 'broken' });
    expect(read([exception, error]).events).toEqual([
      ['throttlingException', '{"message":"wait"}'],
      ['error', '{"message":"broken","code":"500"}'],
    ]);
  });

  test('that was cut inside a frame gives what came before it', () => {
    expect(read([bytes.subarray(0, -1)])).toEqual({ events: three.slice(0, 2), failures: [] });
  });

  test('with any bit flipped fails once, is never read wrongly, and nothing follows', () => {
    const damaged = event('a', '{"text":"x"}');
    for (let at = 0; at < damaged.length; at++) {
      const flipped = Buffer.from(damaged);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      const { events, failures } = read([flipped, bytes]);
      expect(events).toEqual([]);
      expect(failures).toMatchObject([{ code: 'unreadable_stream' }]);
    }
  });

  test('with a frame beyond every measure fails before it is held', () => {
    const long = event('a', 'x'.repeat(17 * 1024 * 1024));
    expect(read([long.subarray(0, 1000)]).failures).toMatchObject([{ code: 'unreadable_stream' }]);
  });

  test('of a megabyte in small pieces is read in a moment', () => {
    const body = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    const started = performance.now();
    expect(read(cut(event('a', body), [100])).events).toEqual([['a', body]]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('that is no event stream fails', () => {
    expect(read([Buffer.from('<html>Bad gateway</html>')]).failures).toHaveLength(1);
  });
});
