import type { ChatRequest, ContentPart, Message } from '@tollgate/core/chat/request';
import { expect, test } from 'vitest';
import { DEFAULT_QUIRKS } from './quirks.ts';
import { buildBody } from './request.ts';

const say = (text: string): ContentPart[] => [{ type: 'text', text }];
const plain: ChatRequest = {
  dialect: 'anthropic-messages',
  model: 'smart',
  messages: [{ role: 'user', content: say('Hi') }],
  stream: false,
  includeUsage: true,
  extra: {},
};
const build = (request: Partial<ChatRequest>) => buildBody({ ...plain, ...request }, 'm', DEFAULT_QUIRKS);
const called = (...ids: string[]): Message => ({
  role: 'assistant',
  content: [],
  toolCalls: ids.map((id) => ({ id, name: 'f', arguments: '{}' })),
});

test('pictures in the results of tools are shown after the results of the whole turn', () => {
  const picture: ContentPart = { type: 'image', url: 'https://e.com/a.png' };
  const messages: Message[] = [
    called('a', 'b'),
    { role: 'tool', toolCallId: 'a', content: [picture] },
    { role: 'tool', toolCallId: 'b', content: [...say('seen'), picture], isError: true },
    { role: 'user', content: say('And?') },
  ];
  const { body, warnings } = build({ messages });
  const shown = { type: 'image_url', image_url: { url: 'https://e.com/a.png' } };
  expect((body['messages'] as unknown[]).slice(1)).toEqual([
    { role: 'tool', tool_call_id: 'a', content: 'The result is in the next message of the user.' },
    { role: 'tool', tool_call_id: 'b', content: 'seen' },
    {
      role: 'user',
      content: [{ type: 'text', text: 'Result of the call a:' }, shown, { type: 'text', text: 'Result of the call b:' }, shown],
    },
    { role: 'user', content: 'And?' },
  ]);
  expect(warnings).toEqual(['tool_result.content', 'tool_result.is_error']);
});

test('a document that is text is text here', () => {
  const content: ContentPart[] = [{ type: 'file', data: `data:text/plain;base64,${btoa('plain')}`, filename: 'a.txt' }];
  expect(build({ messages: [{ role: 'user', content }] }).body['messages']).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'a.txt\n\nplain' }] },
  ]);
});

test('custom tools and shared fields of the Responses API are the same in other words', () => {
  const raw = { type: 'custom', name: 'sql', format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } };
  const extra = { service_tier: 'flex', prompt_cache_key: 'k', text: { verbosity: 'low' }, truncation: 'auto' };
  const toolChoice = { type: 'tool', name: 'sql' } as const;
  const { body, warnings } = build({ dialect: 'openai-responses', tools: [{ name: 'sql', raw }], toolChoice, extra });
  expect(body).toMatchObject({
    tools: [
      { type: 'custom', custom: { name: 'sql', format: { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "a"' } } } },
    ],
    tool_choice: { type: 'custom', custom: { name: 'sql' } },
    service_tier: 'flex',
    prompt_cache_key: 'k',
    verbosity: 'low',
  });
  expect(warnings).toEqual(['truncation']);
});

test('what is left out is named as its caller knows it', () => {
  const content: ContentPart[] = [{ type: 'text', text: 'a', cacheControl: {}, extra: { citations: [] } }];
  const signed: Message = { ...called('a'), reasoning: [{ text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' }] } as Message;
  const tools = [{ name: 'f', extra: { defer_loading: true } }];
  const { warnings } = build({ messages: [{ role: 'user', content }, signed], tools, extra: { container: 'c' } });
  expect(warnings).toEqual(['citations', 'cache_control', 'messages.content.thinking', 'tools.defer_loading', 'container']);
});
