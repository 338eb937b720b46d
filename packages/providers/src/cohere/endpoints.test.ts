import { encodeEmbeddings } from '@tollgate/core/chat/endpoints/encode-embeddings';
import type { ChatRequest } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../adapter.ts';
import { embedApi, rerankApi } from './endpoints.ts';

const request = (extra: Record<string, unknown>): ChatRequest => ({
  dialect: 'openai-embeddings',
  model: 'm',
  messages: [],
  stream: false,
  includeUsage: false,
  extra,
});
const built = (extra: Record<string, unknown>) => {
  const { body, warnings } = embedApi.buildBody(request(extra), { model: 'embed-v4.0', settings: {} });
  return { body: JSON.parse(body), warnings };
};

describe('embeddings', () => {
  test('are asked for as floats, of one text or many', () => {
    const plain = { model: 'embed-v4.0', texts: ['a'], input_type: 'search_document', embedding_types: ['float'] };
    expect(built({ input: 'a', encoding_format: 'base64', user: 'u' })).toEqual({ body: plain, warnings: [] });
    expect(built({ input: ['a', 'b'], dimensions: 256, input_type: 'search_query', x: 1 })).toEqual({
      body: { ...plain, texts: ['a', 'b'], input_type: 'search_query', output_dimension: 256 },
      warnings: ['x'],
    });
  });

  test('are read as OpenAI’s list, paid by billed tokens', () => {
    const answer = embedApi.readResponse({ id: 'e1', embeddings: { float: [[0.5, -1]] }, meta: { billed_units: { input_tokens: 3 } } });
    expect(encodeEmbeddings(answer, {})).toMatchObject({
      data: [{ object: 'embedding', index: 0, embedding: [0.5, -1] }],
      usage: { prompt_tokens: 3 },
    });
  });

  test.each([[null], [{ message: 'no' }], [{ embeddings: { float: [['x']] } }], [{ embeddings: { int8: [[1]] } }]])(
    '%j is none',
    (body) => {
      expect(() => embedApi.readResponse(body)).toThrow(UnreadableAnswer);
    },
  );
});

test('a reranking is paid by the call', () => {
  const body = { id: 'r1', results: [{ index: 3, relevance_score: 0.9 }, null], meta: { billed_units: { search_units: 1 } } };
  expect(rerankApi.readResponse(body)).toMatchObject({ ranking: [{ index: 3, relevanceScore: 0.9 }], usage: { input: 0, output: 0 } });
  expect(() => rerankApi.readResponse({ message: 'no' })).toThrow(UnreadableAnswer);
});
