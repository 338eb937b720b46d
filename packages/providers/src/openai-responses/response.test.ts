import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../adapter.ts';
import { readResponse } from './response.ts';

const response = (output: unknown[], more: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  created_at: 5.5,
  model: 'gpt-5.2',
  status: 'completed',
  output,
  usage: {
    input_tokens: 10,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 8,
    output_tokens_details: { reasoning_tokens: 3 },
    total_tokens: 18,
  },
  ...more,
});
const said = (text: string, annotations: unknown[] = []) => ({ type: 'message', content: [{ type: 'output_text', text, annotations }] });

describe('a whole response', () => {
  test('is read item by item', () => {
    const cited = { type: 'url_citation', url: 'https://e.com', title: 'E', start_index: 0, end_index: 1 };
    const read = readResponse(
      response(
        [
          { type: 'reasoning', id: 'rs_1', summary: [{ text: 'a' }, { text: 'b' }], encrypted_content: 'E' },
          { type: 'web_search_call', id: 'ws_1' },
          said('Hi. '),
          said('Ho.', [cited, { type: 'file_citation', filename: 'a.pdf' }, null]),
          { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
          { type: 'custom_tool_call', call_id: 'c2', name: 'sql', input: 'SELECT 1' },
          { type: 'image_generation_call', result: 'aGk=', output_format: 'webp' },
        ],
        { service_tier: 'default' },
      ),
    );
    expect(read).toEqual({
      id: 'resp_1',
      model: 'gpt-5.2',
      createdAt: 5,
      extra: { service_tier: 'default' },
      choices: [
        {
          index: 0,
          text: 'Hi. Ho.',
          refusal: null,
          finishReason: 'tool_calls',
          reasoning: [
            { text: 'a', isSummary: true, format: 'openai-responses-v1', id: 'rs_1' },
            { text: 'b', isSummary: true, format: 'openai-responses-v1', id: 'rs_1', encrypted: 'E' },
          ],
          citations: [{ url: 'https://e.com', title: 'E', startIndex: 4, endIndex: 5 }, { title: 'a.pdf' }],
          images: ['data:image/webp;base64,aGk='],
          toolCalls: [
            { id: 'c1', name: 'f', arguments: '{}' },
            { id: 'c2', name: 'sql', arguments: 'SELECT 1', isCustom: true },
          ],
        },
      ],
      usage: {
        input: 6,
        cachedInput: 4,
        cacheWrite5m: 0,
        cacheWrite1h: 0,
        output: 5,
        reasoning: 3,
        audioInput: 0,
        audioOutput: 0,
        images: 0,
      },
    });
  });

  test.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'content_filter'],
  ])('that is incomplete by %s ended by %s', (reason, finish) => {
    const cut = response([said('a')], { status: 'incomplete', incomplete_details: { reason } });
    expect(readResponse(cut).choices[0]?.finishReason).toBe(finish);
  });

  test('may refuse, and may still be worked on', () => {
    const refused = { type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] };
    expect(readResponse(response([refused])).choices[0]?.refusal).toBe('No.');
    expect(readResponse(response([], { status: 'queued', usage: null }))).toMatchObject({ usage: null, choices: [{ text: '' }] });
  });

  test.each([
    ['text', 'null'],
    ['a failure', { ...response([]), status: 'failed', error: { code: 'server_error', message: 'Broken.' } }],
    ['no output', { id: 'resp_1' }],
    ['an error', { error: { message: 'No.' } }],
  ])('is not read out of %s', (_what, body) => {
    expect(() => readResponse(body)).toThrow(UnreadableAnswer);
  });

  test('of odd shape is read as far as it goes', () => {
    const odd = [null, 1, { type: 'message', content: 'x' }, { type: 'reasoning', summary: 1 }, { type: 'function_call' }, { type: 7 }];
    expect(readResponse(response(odd)).choices[0]).toMatchObject({ text: '', reasoning: [], toolCalls: [{ name: '', arguments: '' }] });
  });
});
