import type { JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { list, object, parsed, parseEvents, words, type ClientReader, type Seen } from './read-as-client.ts';

const ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** OpenAI Responses as a client sees them: deltas must add up to the final response. */
export const responsesReader: ClientReader = {
  readWhole(body) {
    const issues = body['object'] === 'response' ? [] : ['not a response'];
    return { ...choice(body), usage: usageOf(body['usage']), error: null, ends: 1, issues };
  },
  readStream(sse) {
    const { events, dones } = parseEvents(sse);
    const issues = dones > 0 ? ['[DONE]'] : [];
    const items: JsonObject[] = [];
    let final: JsonObject | null = null;
    let error: string | null = null;
    let ends = 0;
    let text = '';
    for (const [at, { name, value }] of events.entries()) {
      if (name !== value['type']) issues.push(`event ${name} carries ${words(value['type'])}`);
      if (value['sequence_number'] !== at) issues.push(`event ${at} is numbered ${String(value['sequence_number'])}`);
      if (final !== null) issues.push(`${name} after the end`);
      if (name === 'response.created' && at !== 0) issues.push('response.created is not first');
      if (name === 'response.output_text.delta') text += words(value['delta']);
      if (name === 'response.output_item.added' && value['output_index'] !== items.length) issues.push('an item is out of order');
      if (name === 'response.output_item.done') items.push(object(value['item']));
      if (name === 'error') error = words(value['message']);
      if (!ENDS.has(name)) continue;
      final = object(value['response']);
      if (name === 'response.failed') error = words(object(final['error'])['message']);
      else ends++;
    }
    if (final !== null && error === null && JSON.stringify(items) !== JSON.stringify(final['output'])) {
      issues.push('the items that were streamed are not the final ones');
    }
    const seen = choice(final ?? {});
    const first = seen.choices[0];
    if (first !== undefined && error === null && final !== null && first.text !== text) issues.push('deltas and final text differ');
    if (first !== undefined && (final === null || error !== null)) first.text = text;
    return { ...seen, usage: usageOf(final?.['usage']), error, ends, issues };
  },
};

function choice(response: JsonObject): Pick<Seen, 'choices'> {
  const items = list(response['output']);
  const parts = items.filter((item) => item['type'] === 'message').flatMap((item) => list(item['content']));
  const refusal = parts.find((part) => part['type'] === 'refusal')?.['refusal'];
  const text = parts.filter((part) => part['type'] === 'output_text').map((part) => words(part['text']));
  const reasoning = items.filter((item) => item['type'] === 'reasoning').flatMap((item) => list(item['summary']));
  const calls = items
    .filter((item) => item['type'] === 'function_call' || item['type'] === 'custom_tool_call')
    .map((item) => ({ id: item['call_id'], name: item['name'], arguments: parsed(item['arguments'] ?? item['input']) }));
  return {
    choices: [
      {
        index: 0,
        text: text.join(''),
        refusal: typeof refusal === 'string' ? refusal : null,
        reasoning: reasoning.map((part) => words(part['text'])).join(''),
        calls,
        finish: response['status'],
      },
    ],
  };
}

function usageOf(usage: unknown): Seen['usage'] {
  if (usage === undefined || usage === null) return null;
  const { input_tokens: input, output_tokens: output, input_tokens_details: details } = object(usage);
  return { input, output, cached: object(details)['cached_tokens'] ?? 0 };
}
