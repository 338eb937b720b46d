import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { list, object, parsed, parseEvents, words, type ClientReader, type Seen } from './read-as-client.ts';

type Slot = { id: string; name: string; arguments: string };
type Open = { text: string; refusal: string | null; reasoning: string; slots: Map<unknown, Slot>; finish: unknown };

/** Chat completions as the official client adds them up. */
export const chatReader: ClientReader = {
  readWhole(body) {
    const choices = list(body['choices']).map(({ index, message, finish_reason: finish }) => {
      const said = object(message);
      const calls = list(said['tool_calls']).map(({ id, function: called, custom }) => {
        const { name, arguments: text, input } = object(called ?? custom);
        return { id, name, arguments: parsed(text ?? input) };
      });
      const refusal = typeof said['refusal'] === 'string' ? said['refusal'] : null;
      return { index: Number(index), text: words(said['content']), refusal, reasoning: words(said['reasoning_content']), calls, finish };
    });
    const issues = body['object'] === 'chat.completion' ? [] : ['not a completion'];
    return { choices, usage: usageOf(body['usage']), error: null, ends: 1, issues };
  },
  readStream(sse) {
    const { events, dones } = parseEvents(sse);
    const issues: string[] = [];
    const choices = new Map<number, Open>();
    let usage: Seen['usage'] = null;
    let error: string | null = null;
    for (const { name, value } of events) {
      if (name !== '') issues.push(`event line ${name}`);
      if (isJsonObject(value['error'])) {
        error = words(value['error']['message']);
        continue;
      }
      if (value['usage']) usage = usageOf(value['usage']);
      for (const { index, delta, finish_reason: finish } of list(value['choices'])) {
        const choice = choices.get(Number(index)) ?? { text: '', refusal: null, reasoning: '', slots: new Map(), finish: null };
        choices.set(Number(index), choice);
        addDelta(choice, object(delta));
        choice.finish = finish ?? choice.finish;
      }
    }
    const seen = [...choices].map(([index, { slots, ...rest }]) => ({
      index,
      ...rest,
      calls: [...slots.values()].map((slot) => ({ ...slot, arguments: parsed(slot.arguments) })),
    }));
    return { choices: seen, usage, error, ends: dones, issues };
  },
};

function addDelta(choice: Open, delta: JsonObject): void {
  choice.text += words(delta['content']);
  choice.reasoning += words(delta['reasoning_content']);
  if (words(delta['refusal']) !== '') choice.refusal = (choice.refusal ?? '') + words(delta['refusal']);
  for (const { index, id, function: called, custom } of list(delta['tool_calls'])) {
    const slot = choice.slots.get(index) ?? { id: '', name: '', arguments: '' };
    const { name, arguments: text, input } = object(called ?? custom);
    slot.id += words(id);
    slot.name += words(name);
    slot.arguments += words(text ?? input);
    choice.slots.set(index, slot);
  }
}

function usageOf(usage: unknown): Seen['usage'] {
  if (!isJsonObject(usage)) return null;
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: details } = usage;
  return { input, output, cached: object(details)['cached_tokens'] ?? 0 };
}
