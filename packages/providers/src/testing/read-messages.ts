import type { JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { list, object, parsed, parseEvents, words, type ClientReader, type Seen } from './read-as-client.ts';

/** Anthropic Messages as a client sees them: strict about the order of blocks. */
export const messagesReader: ClientReader = {
  readWhole(body) {
    const issues = body['type'] === 'message' && body['role'] === 'assistant' ? [] : ['not a message'];
    return { ...choice(list(body['content']), body['stop_reason']), usage: usageOf(object(body['usage'])), error: null, ends: 1, issues };
  },
  readStream(sse) {
    const { events, dones } = parseEvents(sse);
    const issues = dones > 0 ? ['[DONE]'] : [];
    const blocks: JsonObject[] = [];
    let usage: JsonObject = {};
    let stop: unknown = null;
    let error: string | null = null;
    let ends = 0;
    let open = -1;
    for (const [at, { name, value }] of events.entries()) {
      if (name !== value['type']) issues.push(`event ${name} carries ${words(value['type'])}`);
      if (ends > 0) issues.push(`${name} after the end`);
      const index = Number(value['index']);
      switch (name) {
        case 'message_start':
          if (at !== 0) issues.push('message_start is not first');
          usage = { ...object(object(value['message'])['usage']) };
          break;
        case 'content_block_start':
          if (open !== -1 || index !== blocks.length) issues.push(`block ${index} starts out of order`);
          open = index;
          blocks.push({ ...object(value['content_block']), json: '' });
          break;
        case 'content_block_delta':
          if (index !== open) issues.push(`delta for block ${index} while ${open} is open`);
          applyDelta(object(blocks[index]), object(value['delta']));
          break;
        case 'content_block_stop':
          if (index !== open) issues.push(`block ${index} stops while ${open} is open`);
          open = -1;
          break;
        case 'message_delta':
          stop = object(value['delta'])['stop_reason'];
          for (const [field, count] of Object.entries(object(value['usage']))) if (count !== null) usage[field] = count;
          break;
        case 'message_stop':
          if (open !== -1) issues.push('a block is left open');
          ends++;
          break;
        case 'error':
          error = words(object(value['error'])['message']);
          break;
        default:
          issues.push(`unknown event ${name}`);
      }
    }
    const whole = blocks.map((block) =>
      block['type'] === 'tool_use' && block['json'] !== '' ? { ...block, input: parsed(block['json']) } : block,
    );
    return { ...choice(whole, stop), usage: usage['output_tokens'] === undefined ? null : usageOf(usage), error, ends, issues };
  },
};

function applyDelta(block: JsonObject, { text, thinking, partial_json: json, signature }: JsonObject): void {
  if (text !== undefined) block['text'] = words(block['text']) + words(text);
  if (thinking !== undefined) block['thinking'] = words(block['thinking']) + words(thinking);
  if (json !== undefined) block['json'] = words(block['json']) + words(json);
  if (signature !== undefined) block['signature'] = signature;
}

function choice(blocks: readonly JsonObject[], finish: unknown): Pick<Seen, 'choices'> {
  const of = (type: string): JsonObject[] => blocks.filter((block) => block['type'] === type);
  const text = of('text').map((block) => words(block['text']));
  const reasoning = of('thinking').map((block) => words(block['thinking']));
  const calls = of('tool_use').map(({ id, name, input }) => ({ id, name, arguments: input }));
  return { choices: [{ index: 0, text: text.join(''), refusal: null, reasoning: reasoning.join(''), calls, finish }] };
}

function usageOf(usage: JsonObject): Seen['usage'] {
  const count = (field: string): number => Number(usage[field] ?? 0);
  return {
    input: count('input_tokens') + count('cache_read_input_tokens') + count('cache_creation_input_tokens'),
    output: usage['output_tokens'],
    cached: count('cache_read_input_tokens'),
  };
}
