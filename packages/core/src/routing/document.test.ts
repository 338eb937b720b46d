import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFromFallbackList, fallbackListOf, routingDocumentSchema, targetFromName } from './document.ts';

const targetArbitrary = fc.record({
  credential: fc.string({ minLength: 1, maxLength: 64 }),
  model: fc.string({ minLength: 1, maxLength: 256 }),
});

describe('a fallback list', () => {
  it('comes back from its document as it went in', () => {
    fc.assert(
      fc.property(
        fc.array(targetArbitrary, { minLength: 1, maxLength: 30 }),
        (targets) => void expect(fallbackListOf(documentFromFallbackList(targets))).toEqual(targets),
      ),
    );
  });

  it('is a document that survives JSON', () => {
    fc.assert(
      fc.property(fc.array(targetArbitrary, { minLength: 1, maxLength: 10 }), (targets) => {
        const document = documentFromFallbackList(targets);
        expect(routingDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
      }),
    );
  });

  it('is not what a document with a branch, a loop or a loose node is', () => {
    const list = documentFromFallbackList([
      { credential: 'a', model: 'm' },
      { credential: 'b', model: 'm' },
    ]);
    const branch = { ...list, edges: [...list.edges, { from: 'model-1', to: 'model-2', on: 'timeout' as const }] };
    const narrow = { ...list, edges: [list.edges[0]!, { from: 'model-1', to: 'model-2', on: 'timeout' as const }] };
    const loop = { ...list, edges: [...list.edges, { from: 'model-2', to: 'model-1', on: 'any' as const }] };
    const loose = { ...list, edges: list.edges.slice(0, 1) };
    expect([branch, narrow, loop, loose].map(fallbackListOf)).toEqual([null, null, null, null]);
  });
});

describe('targetFromName', () => {
  it('splits at the first slash and keeps the rest verbatim', () => {
    expect(targetFromName('main/meta-llama/Llama-3.3-70B')).toEqual({ credential: 'main', model: 'meta-llama/Llama-3.3-70B' });
    fc.assert(
      fc.property(targetArbitrary, ({ credential, model }) => {
        fc.pre(!credential.includes('/'));
        expect(targetFromName(`${credential}/${model}`)).toEqual({ credential, model });
      }),
    );
  });

  it('is null without a slash or with nothing on one side of it', () => {
    expect(['gpt-4o', '/gpt-4o', 'openai/', '/', ''].map(targetFromName)).toEqual([null, null, null, null, null]);
  });
});
