import { describe, expect, test } from 'vitest';
import type { AnswerContext } from '../front-dialect.ts';
import type { ChatEvent } from '../response.ts';
import { createResponsesStreamEncoder } from './encode-stream.ts';

const context: AnswerContext = {
  request: { dialect: 'openai-responses', model: 'smart', messages: [], stream: true, includeUsage: true, extra: {} },
  createdAt: 1,
  uniqueId: 'abcdefghijklmnopqrstuvwxyz',
};
const start: ChatEvent = { type: 'start', id: 'x', model: 'm', createdAt: 5 };
const text = (said: string): ChatEvent => ({ type: 'text', choice: 0, text: said });
const failure = { status: 429, code: 'rate_limited', message: 'm', param: null, requestId: 'r', gateway: {} };

type Sent = { type: string; sequence_number: number; response?: Record<string, unknown>; [field: string]: unknown };
const parse = (sse: string): Sent[] =>
  sse
    .split('\n\n')
    .filter(Boolean)
    .map((block) => {
      const [name = '', data = ''] = block.split('\n');
      const value: Sent = JSON.parse(data.slice('data: '.length));
      expect(name).toBe(`event: ${value.type}`);
      return value;
    });
const run = (events: readonly ChatEvent[]): Sent[] => {
  const encoder = createResponsesStreamEncoder(context);
  return parse(events.map((event) => encoder.encode(event)).join('') + encoder.end(null));
};

describe('a stream', () => {
  test('of text has every event that clients wait for, numbered, and no [DONE]', () => {
    const sent = run([start, text('a'), text('b'), { type: 'finish', choice: 0, reason: 'stop' }]);
    expect(sent.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(sent.map((event) => event.sequence_number)).toEqual(sent.map((_event, at) => at));
    expect(sent.at(-1)?.response).toMatchObject({ status: 'completed', output: [{ content: [{ text: 'ab' }] }], created_at: 5 });
  });

  test('of a thought has its parts, and what must come back at the end of the item', () => {
    const part = (said: string, more: object = {}): ChatEvent => ({ type: 'reasoning', choice: 0, text: said, id: 'rs_1', ...more });
    const sent = run([
      start,
      part('a'),
      part('b'),
      part('c', { isNewPart: true }),
      part('', { encrypted: 'E', format: 'openai-responses-v1' }),
      { type: 'finish', choice: 0, reason: 'stop' },
    ]).slice(2);
    expect(sent.map(({ type, summary_index: at }) => [type.replace('response.', ''), at])).toEqual([
      ['output_item.added', undefined],
      ['reasoning_summary_part.added', 0],
      ['reasoning_summary_text.delta', 0],
      ['reasoning_summary_text.delta', 0],
      ['reasoning_summary_text.done', 0],
      ['reasoning_summary_part.done', 0],
      ['reasoning_summary_part.added', 1],
      ['reasoning_summary_text.delta', 1],
      ['reasoning_summary_text.done', 1],
      ['reasoning_summary_part.done', 1],
      ['output_item.done', undefined],
      ['completed', undefined],
    ]);
    expect(sent.at(-2)).toMatchObject({ item: { id: 'rs_1', summary: [{ text: 'ab' }, { text: 'c' }], encrypted_content: 'E' } });
  });

  test('of calls has their arguments piece by piece and whole; custom tools have inputs', () => {
    const sent = run([
      start,
      { type: 'tool_call_start', choice: 0, index: 0, id: 'c0', name: 'f' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: '{}' },
      { type: 'tool_call_start', choice: 0, index: 1, id: 'c1', name: 'sql', isCustom: true },
      { type: 'tool_call_arguments', choice: 0, index: 1, text: 'SELECT 1' },
      { type: 'finish', choice: 0, reason: 'tool_calls' },
    ]).slice(2);
    expect(sent.map(({ type }) => type.replace('response.', ''))).toEqual([
      'output_item.added',
      'function_call_arguments.delta',
      'function_call_arguments.done',
      'output_item.done',
      'output_item.added',
      'custom_tool_call_input.delta',
      'custom_tool_call_input.done',
      'output_item.done',
      'completed',
    ]);
    expect(sent[2]).toMatchObject({ name: 'f', arguments: '{}' });
    expect(sent[6]).toMatchObject({ input: 'SELECT 1' });
  });

  test('tells sources, log probabilities, refusals and pictures', () => {
    const sent = run([
      start,
      text('a'),
      { type: 'citation', choice: 0, citation: { url: 'https://e.com' } },
      { type: 'logprobs', choice: 0, content: [{ token: 'a' }] },
      { type: 'refusal', choice: 0, text: 'No.' },
      { type: 'image', choice: 0, url: 'data:image/png;base64,aGk=' },
    ]);
    expect(sent.find(({ type }) => type === 'response.output_text.annotation.added')).toMatchObject({ annotation_index: 0 });
    expect(sent.at(-1)?.response?.['output']).toMatchObject([
      { content: [{ annotations: [{ url: 'https://e.com' }], logprobs: [{ token: 'a' }] }] },
      { content: [{ type: 'refusal', refusal: 'No.' }] },
      { type: 'image_generation_call', result: 'aGk=' },
    ]);
  });

  test('that was cut is incomplete, and so is its last item', () => {
    const sent = run([start, text('a'), { type: 'finish', choice: 0, reason: 'length' }]);
    expect(sent.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { incomplete_details: { reason: 'max_output_tokens' }, output: [{ status: 'incomplete' }] },
    });
  });

  test('that fails says so in the response; before there is one, in an error', () => {
    const encoder = createResponsesStreamEncoder(context);
    encoder.encode(start);
    encoder.encode(text('a'));
    expect(parse(encoder.fail(failure))).toMatchObject([
      {
        type: 'response.failed',
        response: { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'm' }, output: [{ status: 'incomplete' }] },
      },
    ]);
    expect(encoder.encode(text('b')) + encoder.end(null) + encoder.fail(failure)).toBe('');
    expect(parse(createResponsesStreamEncoder(context).fail(failure))).toMatchObject([
      { type: 'error', code: 'rate_limited', message: 'm', sequence_number: 0 },
    ]);
  });
});
