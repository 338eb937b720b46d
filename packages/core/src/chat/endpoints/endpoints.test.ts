import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyUsage } from '../../usage/usage.ts';
import type { FrontDialect } from '../front-dialect.ts';
import type { ChatResponse } from '../response.ts';
import { floatsToBase64 } from './floats-to-base64.ts';
import { cohereRerank, openAiEmbeddings } from './index.ts';

const answer = (given: Partial<ChatResponse>): ChatResponse => ({
  id: 'a1',
  model: 'm',
  createdAt: null,
  choices: [],
  usage: { ...emptyUsage(), input: 7 },
  ...given,
});

function answered(front: FrontDialect, body: object, response: ChatResponse): Record<string, unknown> {
  const decoded = front.decodeRequest({ model: 'm', ...body });
  if (!decoded.ok) throw new Error(decoded.message);
  return front.encodeResponse(response, { request: decoded.request, createdAt: 0, uniqueId: 'u' }, null);
}

describe('an embeddings call', () => {
  it('gives numbers, or the base64 that the official clients ask for', () => {
    const response = answer({ embeddings: [[0.5, -1], [2]] });
    expect(answered(openAiEmbeddings, { input: 'a' }, response)).toEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: [0.5, -1] },
        { object: 'embedding', index: 1, embedding: [2] },
      ],
      model: 'm',
      usage: { prompt_tokens: 7, total_tokens: 7 },
    });
    const [first] = answered(openAiEmbeddings, { input: 'a', encoding_format: 'base64' }, response)['data'] as { embedding: string }[];
    expect(first?.embedding).toBe(Buffer.from(new Float32Array([0.5, -1]).buffer).toString('base64'));
  });

  it('writes any floats as the host would', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true })), (values) => {
        expect(floatsToBase64(values)).toBe(Buffer.from(new Float32Array(values).buffer).toString('base64'));
      }),
    );
  });

  it.each([
    [null, null],
    [{ input: 'a' }, 'model'],
    [{ model: 7, input: 'a' }, 'model'],
    [{ model: 'm' }, 'input'],
    [{ model: 'm', input: 'a', stream: true }, 'stream'],
  ])('%j is refused, and the field at fault is named', (body, param) => {
    expect(openAiEmbeddings.decodeRequest(body)).toMatchObject({ ok: false, param, code: 'invalid_request' });
  });
});

it('a reranking call gives documents by relevance, with their text only when asked for', () => {
  const response = answer({ ranking: [{ index: 1, relevanceScore: 0.9 }] });
  const body = { query: 'q', documents: ['a', 'b'] };
  expect(answered(cohereRerank, body, response)).toEqual({
    id: 'a1',
    model: 'm',
    results: [{ index: 1, relevance_score: 0.9 }],
    meta: { tokens: { input_tokens: 7 } },
  });
  expect(answered(cohereRerank, { ...body, return_documents: true }, response)['results']).toEqual([
    { index: 1, relevance_score: 0.9, document: { text: 'b' } },
  ]);
});
