import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledNode, compile, nextNode, validate } from './compile.ts';
import { documentFromFallbackList, type RoutingDocument, type RoutingEdge, routingDocumentSchema } from './document.ts';
import { isFallbackReason, isRetryable, type Outcome, outcomeSchema } from './outcome.ts';

const targets = (length: number) => Array.from({ length }, (_, index) => ({ credential: `c${index}`, model: 'm' }));
const model = (id: string) => ({ id, kind: 'model', target: { credential: 'c', model: 'm' } });
const START = { id: 'start', kind: 'start' };
const FIRST: RoutingEdge = { from: 'start', to: 'a', on: 'next' };

function documentOf(nodes: unknown[], edges: RoutingEdge[]): RoutingDocument {
  return routingDocumentSchema.parse({ formatVersion: 1, nodes, edges });
}
const REASONS = outcomeSchema.options.filter(isFallbackReason);
const NO_REASONS = outcomeSchema.options.filter((outcome) => !isFallbackReason(outcome));

describe('validate', () => {
  it('finds nothing in any fallback list', () => {
    for (const length of [1, 2, 50]) expect(validate(documentFromFallbackList(targets(length)))).toEqual([]);
  });

  it.each<[string, RoutingDocument, RegExp, string | null]>([
    ['two nodes of one name', documentOf([START, model('a'), model('a')], [FIRST]), /Two nodes are called "a"/, 'a'],
    ['no start', documentOf([model('a')], []), /exactly one start node; this one has 0/, null],
    ['two starts', documentOf([START, { id: 's2', kind: 'start' }, model('a')], [FIRST]), /exactly one start node; this one has 2/, null],
    [
      'an edge to nowhere',
      documentOf([START, model('a')], [FIRST, { from: 'a', to: 'gone', on: 'any' }]),
      /"gone", which does not exist/,
      'gone',
    ],
    [
      'an edge from nowhere',
      documentOf([START, model('a')], [FIRST, { from: 'gone', to: 'a', on: 'any' }]),
      /"gone", which does not exist/,
      'gone',
    ],
    [
      'a start left by an outcome',
      documentOf([START, model('a')], [{ from: 'start', to: 'a', on: 'timeout' }]),
      /"start" cannot be taken on "timeout"/,
      'start',
    ],
    [
      'a model left by next',
      documentOf([START, model('a'), model('b')], [FIRST, { from: 'a', to: 'b', on: 'next' }]),
      /"a" cannot be taken on "next"/,
      'a',
    ],
    [
      'two edges for one outcome',
      documentOf(
        [START, model('a'), model('b'), model('c')],
        [FIRST, { from: 'a', to: 'b', on: 'any' }, { from: 'a', to: 'c', on: 'any' }],
      ),
      /"a" has more than one edge for "any"/,
      'a',
    ],
    ['a start that leads nowhere', documentOf([START], []), /leads nowhere/, 'start'],
    [
      'a cycle',
      documentOf([START, model('a'), model('b')], [FIRST, { from: 'a', to: 'b', on: 'any' }, { from: 'b', to: 'a', on: 'timeout' }]),
      /comes back to "a"/,
      'a',
    ],
    ['a node that loops on itself', documentOf([START, model('a')], [FIRST, { from: 'a', to: 'a', on: 'any' }]), /comes back to "a"/, 'a'],
    [
      'a way back to the start',
      documentOf([START, model('a')], [FIRST, { from: 'a', to: 'start', on: 'any' }]),
      /a route must end/,
      'start',
    ],
    ['a node that is never reached', documentOf([START, model('a'), model('b')], [FIRST]), /"b" is never reached/, 'b'],
    [
      'an edge on success',
      documentOf([START, model('a'), model('b')], [FIRST, { from: 'a', to: 'b', on: 'success' }]),
      /"success" is never followed/,
      'a',
    ],
    [
      "an edge on the caller's fault",
      documentOf([START, model('a'), model('b')], [FIRST, { from: 'a', to: 'b', on: 'invalid_request' }]),
      /"invalid_request" is never followed/,
      'a',
    ],
  ])('finds %s and names the node', (_, document, message, nodeId) => {
    expect(validate(document)).toContainEqual({ nodeId, message: expect.stringMatching(message) });
  });
});

describe('a compiled fallback list', () => {
  it('is walked in order by fallback reasons and then exhausted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.constantFrom(...REASONS), { minLength: 20, maxLength: 20 }),
        (length, outcomes) => {
          const walked: string[] = [];
          let at: CompiledNode | null = compile(documentFromFallbackList(targets(length))).start;
          for (let i = 0; at !== null; i++) {
            walked.push(at.node.target.credential);
            at = nextNode(at, outcomes[i]!);
          }
          expect(walked).toEqual(targets(length).map((target) => target.credential));
        },
      ),
    );
  });

  it('ends at once on success, a client error, a client that left and an unknown end', () => {
    const { start } = compile(documentFromFallbackList(targets(3)));
    expect(NO_REASONS).toEqual(['success', 'invalid_request', 'client_closed', 'unknown']);
    for (const outcome of NO_REASONS) expect(nextNode(start, outcome)).toBeNull();
  });

  it('does not fall back on a client error even where an edge says so', () => {
    const { start } = compile(documentOf([START, model('a'), model('b')], [FIRST, { from: 'a', to: 'b', on: 'invalid_request' }]));
    expect(nextNode(start, 'invalid_request')).toBeNull();
  });
});

describe('a compiled graph', () => {
  it('prefers the edge of the outcome to the edge of any', () => {
    const edges: RoutingEdge[] = [FIRST, { from: 'a', to: 'b', on: 'any' }, { from: 'a', to: 'c', on: 'context_length' }];
    const { start } = compile(documentOf([START, model('a'), model('b'), model('c')], edges));
    const next = (outcome: Outcome) => nextNode(start, outcome)?.node.id;
    expect([next('context_length'), next('timeout'), next('auth')]).toEqual(['c', 'b', 'b']);
  });

  it('ends where no edge is drawn for the outcome', () => {
    const { start } = compile(documentOf([START, model('a'), model('b')], [FIRST, { from: 'a', to: 'b', on: 'rate_limited' }]));
    expect(nextNode(start, 'rate_limited')?.node.id).toBe('b');
    expect(nextNode(start, 'server_error')).toBeNull();
  });

  it('compiles every document that validates, and each walk through it ends', () => {
    const names = ['a', 'b', 'c', 'd'];
    const edge = fc.record({
      from: fc.constantFrom('start', ...names),
      to: fc.constantFrom(...names),
      on: fc.constantFrom<RoutingEdge['on']>('next', 'any', 'timeout'),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(edge, { maxLength: 8 }),
        fc.array(fc.constantFrom(...REASONS), { minLength: 5, maxLength: 5 }),
        (size, edges, outcomes) => {
          const document = documentOf([START, ...names.slice(0, size).map(model)], [FIRST, ...edges]);
          if (validate(document).length > 0) return;
          let at: CompiledNode | null = compile(document).start;
          let steps = 0;
          while (at !== null && steps < 5) at = nextNode(at, outcomes[steps++]!);
          expect(at).toBeNull();
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('refuses to be made of a document that leads nowhere', () => {
    expect(() => compile(documentOf([START], []))).toThrow(/leads nowhere/);
    expect(() => compile(documentOf([START, model('a')], [FIRST, { from: 'a', to: 'start', on: 'any' }]))).toThrow(/not a model node/);
  });
});

describe('outcomes', () => {
  it('that may be tried again at the same target are always reasons to try another', () => {
    for (const outcome of outcomeSchema.options) expect(isRetryable(outcome) && !isFallbackReason(outcome)).toBe(false);
  });

  it('of a dead credential or a missing model are not tried again there', () => {
    expect(
      ['auth', 'model_unavailable', 'context_length', 'content_filter', 'circuit_open'].map((outcome) => isRetryable(outcome as Outcome)),
    ).toEqual([false, false, false, false, false]);
  });
});
