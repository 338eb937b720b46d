import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBlockSequencer, type BlockEvent, type BlockWriter } from './sequence-blocks.ts';

/** Writes blocks down as `<kind …>`, which must never overlap. */
function createRecorder(): BlockWriter {
  return {
    open: (kind, event) => (event.type === 'tool_call_start' ? `<${event.name}:` : `<${kind}:`),
    write: (event) => ('text' in event ? event.text : ''),
    close: () => '>',
  };
}

const run = (events: readonly BlockEvent[], splits = true): string => {
  const blocks = createBlockSequencer(createRecorder(), splits);
  return events.map((event) => blocks.push(event)).join('') + blocks.finish();
};
const text = (said: string): BlockEvent => ({ type: 'text', choice: 0, text: said });
const thought = (said: string, more: object = {}): BlockEvent => ({ type: 'reasoning', choice: 0, text: said, ...more });
const call = (index: number): BlockEvent => ({ type: 'tool_call_start', choice: 0, index, id: `c${index}`, name: `f${index}` });
const args = (index: number, piece: string): BlockEvent => ({ type: 'tool_call_arguments', choice: 0, index, text: piece });

describe('blocks of an answer', () => {
  test('follow one another', () => {
    expect(run([thought('a'), thought('b'), text('c'), text('d'), call(0), args(0, '{}')])).toBe('<reasoning:ab><text:cd><f0:{}>');
  });

  test('hold a call back while the one before it is not whole', () => {
    const blocks = createBlockSequencer(createRecorder(), true);
    expect(blocks.push(call(0)) + blocks.push(args(0, '{"a"'))).toBe('<f0:{"a"');
    expect(blocks.push(call(1)) + blocks.push(args(1, '{'))).toBe('');
    expect(blocks.push(args(0, ':"}"}'))).toBe(':"}"}><f1:{');
    expect(blocks.push(args(1, '}'))).toBe('}');
    expect(blocks.finish()).toBe('>');
  });

  test('do not wait where the call before is whole', () => {
    const blocks = createBlockSequencer(createRecorder(), true);
    expect([call(0), args(0, '{}'), call(1)].map((event) => blocks.push(event)).join('')).toBe('<f0:{}><f1:');
  });

  test('of a custom tool, whose text has no end of its own, last until the answer ends', () => {
    const custom: BlockEvent = { type: 'tool_call_start', choice: 0, index: 0, id: 'c', name: 'sql', isCustom: true };
    expect(run([custom, args(0, '{}'), text('x'), args(0, ' more')])).toBe('<sql:{} more><text:x>');
  });

  test('end where a thought is signed, and where another one begins', () => {
    expect(run([thought('a'), thought('', { signature: 's' }), thought('b')])).toBe('<reasoning:a><reasoning:b>');
    expect(run([thought('a', { id: '1' }), thought('b', { id: '2' })])).toBe('<reasoning:a><reasoning:b>');
  });

  test('keep parts of one thought together for a dialect that numbers them', () => {
    const parts = [thought('a', { id: 'rs' }), thought('b', { id: 'rs', isNewPart: true })];
    expect(run(parts, false)).toBe('<reasoning:ab>');
    expect(run(parts, true)).toBe('<reasoning:a><reasoning:b>');
  });

  test('keep a thought and what OpenAI encrypted of it together; elsewhere an encrypted block is another thought', () => {
    const encrypted = { encrypted: 'e', id: 'rs', format: 'openai-responses-v1' };
    expect(run([thought('a', { id: 'rs' }), thought('', encrypted)])).toBe('<reasoning:a>');
    expect(run([thought('a'), thought('', { encrypted: 'e' })])).toBe('<reasoning:a><reasoning:>');
  });

  test('have no place for arguments of calls that never began', () => {
    expect(run([args(3, '{}'), text('a')])).toBe('<text:a>');
  });
});

test('whatever the order in which pieces of calls arrive, every call is one block with all of its arguments', () => {
  const calls = fc.array(
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value)),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(calls, fc.array(fc.nat({ max: 50 }), { minLength: 40, maxLength: 80 }), (texts, picks) => {
      const queues = texts.map((whole, index) => [call(index), ...(whole.match(/[\s\S]{1,3}/g) ?? []).map((piece) => args(index, piece))]);
      const events: BlockEvent[] = [];
      // Calls begin in order, as every provider has them; after that their pieces mix.
      for (const queue of queues) events.push(...queue.splice(0, 1));
      for (const pick of picks) events.push(...(queues[pick % queues.length] ?? []).splice(0, 1));
      for (const queue of queues) events.push(...queue);
      expect(run(events)).toBe(texts.map((whole, index) => `<f${index}:${whole}>`).join(''));
    }),
  );
});
