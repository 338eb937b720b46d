import { anthropicMessages } from '@tollgate/core/chat/anthropic/index';
import type { AnswerContext, FrontDialect } from '@tollgate/core/chat/front-dialect';
import type { Dialect } from '@tollgate/core/chat/request';
import { openAiResponses } from '@tollgate/core/chat/responses/index';
import { chooseApi } from '@tollgate/providers/choose-api';
import { adapterFor } from '@tollgate/providers/registry';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TappedStream } from './tapped-stream.ts';

function tap(provider: string, front: FrontDialect): TappedStream {
  const adapter = adapterFor(provider);
  const api = adapter && chooseApi(adapter, front.dialect);
  if (!api || api.dialect !== (front.dialect satisfies Dialect)) throw new Error(`${provider} does not speak ${front.dialect}`);
  const request = { dialect: front.dialect, model: 'm', messages: [], stream: true, includeUsage: false, extra: {} };
  const context: AnswerContext = { request, createdAt: 1, uniqueId: 'u' };
  return new TappedStream(api, front, context);
}

const named = (event: { type: string }) => `event: ${event.type}\r\ndata: ${JSON.stringify(event)}\r\n\r\n`;
const STOP = named({ type: 'message_stop' });
const MESSAGE = [
  {
    type: 'message_start',
    message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'c', content: [], usage: { input_tokens: 9, output_tokens: 1 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüße 世界 👋' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } },
]
  .map(named)
  .join('');

describe('a Messages stream on its way to a Messages client', () => {
  it('passes byte for byte however it is cut, its terminal held back until the answer is accounted for', () => {
    const bytes = Buffer.from(MESSAGE + STOP);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 }), (cuts) => {
        const stream = tap('anthropic', anthropicMessages);
        let passed = '';
        const parts: Buffer[] = [];
        [...new Set(cuts), bytes.length].sort((a, b) => a - b).reduce((from, to) => (parts.push(bytes.subarray(from, to)), to), 0);
        for (const part of parts) passed += stream.push(part)?.toString('utf8') ?? '';
        passed += stream.close()?.toString('utf8') ?? '';
        expect(passed).toBe(MESSAGE);
        expect(stream.end()).toBe(STOP);
        expect([stream.isComplete, stream.hasContent, stream.failure]).toEqual([true, true, null]);
        expect(stream.usage).toMatchObject({ input: 9, output: 7 });
      }),
    );
  });

  it('that was cut is not complete, and an error of the provider is not passed on', () => {
    const cut = tap('anthropic', anthropicMessages);
    cut.push(Buffer.from(MESSAGE.slice(0, 400)));
    cut.close();
    expect(cut.isComplete).toBe(false);
    const failed = tap('anthropic', anthropicMessages);
    const error = named({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as never);
    expect(failed.push(Buffer.from(MESSAGE + error))?.toString('utf8')).toBe(MESSAGE);
    expect(failed.failure).toMatchObject({ message: 'Overloaded' });
  });
});

it('a Responses stream that fails is ended by an event that goes on counting where the provider stopped', () => {
  const stream = tap('openai', openAiResponses);
  const response = { id: 'resp_1', object: 'response', created_at: 1, status: 'in_progress', model: 'm', output: [] };
  const events = [
    { type: 'response.created', sequence_number: 0, response },
    {
      type: 'response.output_item.added',
      sequence_number: 1,
      output_index: 0,
      item: { id: 'msg_1', type: 'message', role: 'assistant', content: [] },
    },
    { type: 'response.output_text.delta', sequence_number: 2, output_index: 0, content_index: 0, item_id: 'msg_1', delta: 'Hi' },
  ];
  stream.push(Buffer.from(events.map(named).join('')));
  const told = stream.fail({ status: 502, code: 'stream_cut', message: 'Cut.', param: null, requestId: 'req_1', gateway: {} });
  const [first] = told.split('\n\n').map((event) => /data: (.*)/.exec(event)?.[1]);
  expect(JSON.parse(first ?? '')).toMatchObject({ sequence_number: 3 });
});
