import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReasoningFormat } from '../request.ts';
import { returnSignatures, thoughtOfCall, unwrapReasoning, wrapReasoning } from './carry-reasoning.ts';

const format = fc.constantFrom<ReasoningFormat>('anthropic-claude-v1', 'openai-responses-v1', 'google-gemini-v1');

test('what a provider wants back of its thought survives a dialect that cannot say whose it is', () => {
  const value = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(
      format,
      value,
      fc.boolean(),
      fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      (owner, token, isSignature, id) => {
        const part = {
          text: '',
          format: owner,
          ...(isSignature ? { signature: token } : { encrypted: token }),
          ...(id === undefined ? {} : { id }),
        };
        const { text: _text, ...kept } = part;
        expect(unwrapReasoning(wrapReasoning(part, owner))).toEqual(kept);
      },
    ),
  );
});

test('a provider’s own value is not taken for a wrapped one', () => {
  fc.assert(
    fc.property(fc.base64String(), (own) => {
      expect(unwrapReasoning(own)).toBeNull();
    }),
  );
  for (const own of ['anthropic-claude-v1', 'anthropic-claude-v1:', 'anthropic-claude-v1:x:1:2', 'google-gemini-v1:s']) {
    expect(unwrapReasoning(own)).toBeNull();
  }
});

test('a broken escape in an id is taken as it is', () => {
  expect(unwrapReasoning('openai-responses-v1:e:%zz:v')).toEqual({ format: 'openai-responses-v1', id: '%zz', encrypted: 'v' });
});

test('the signature of a call travels as a thought with the call’s id and comes back to its call', () => {
  const call = { id: 'call_1', name: 'f', arguments: '{}' };
  const thought = thoughtOfCall({ ...call, signature: 'S' });
  expect(thought).toEqual({ text: '', encrypted: 'S', format: 'google-gemini-v1', id: 'call_1' });
  const other = { text: 'hm', format: 'google-gemini-v1' as const, encrypted: 'E', id: 'call_2' };
  const calls = [{ ...call }];
  expect(returnSignatures(thought === null ? [] : [thought, other], calls)).toEqual([other]);
  expect(calls).toEqual([{ ...call, signature: 'S' }]);
  expect(thoughtOfCall(call)).toBeNull();
});
