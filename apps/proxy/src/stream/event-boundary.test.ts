import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDataEvents, eventData, lastEventEnd, nextEventEnd, splitEvents } from './event-boundary.ts';

describe('event boundaries', () => {
  it.each([
    ['', 0],
    ['\n', 0],
    ['data: a', 0],
    ['data: a\n', 0],
    ['data: a\n\n', 9],
    ['data: a\r\n\r\n', 11],
    ['data: a\n\r\n', 10],
    ['data: a\n\ndata: b', 9],
    ['data: a\r\n\r\ndata: b\r\n', 11],
    ['data: a\n\ndata: b\n\n: c', 18],
    ['\r\n\r', 0],
  ])('the last whole event of %j ends at %i', (text, end) => {
    expect(lastEventEnd(Buffer.from(text))).toBe(end);
  });

  it('are the same sought from the front as from the back, in any mixture of line ends', () => {
    const text = fc.array(fc.constantFrom('\n', '\r\n', '\r', 'data: a', ':', ' '), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (given) => {
        const bytes = Buffer.from(given);
        const end = lastEventEnd(bytes);
        const events = splitEvents(bytes.subarray(0, end));
        expect(Buffer.concat(events)).toEqual(bytes.subarray(0, end));
        expect(lastEventEnd(bytes.subarray(end))).toBe(0);
        for (const event of events.slice(0, -1)) expect(nextEventEnd(event, 0)).toBe(event.length);
      }),
    );
  });
});

describe('the data of an event', () => {
  it.each([
    ['data: {"a":1}\n\n', '{"a":1}'],
    ['data:{"a":1}\r\n\r\n', '{"a":1}'],
    ['data: [DONE] \n\n', '[DONE]'],
    ['event: x\r\nid: 1\r\ndata: y \r\n\r\n', 'y'],
    ['data: {"a":\ndata: 1}\n\n', '{"a":\n1}'],
    ['\ndata: a\n\n', 'a'],
    [': keep-alive\n\n', null],
    ['event: ping\n\n', null],
    ['\n\n', null],
  ])('%j is %j', (event, data) => {
    expect(eventData(Buffer.from(event))).toBe(data);
  });

  it('is counted once an event; comments and blank lines are none', () => {
    expect(countDataEvents(Buffer.from('data: a\n\n: c\n\nevent: x\ndata: b\n\nevent: ping\n\n\n\ndata: c\r\n\r\n'))).toBe(3);
  });
});
