import OpenAI from 'openai';
import { readStack } from '../stack/stack.ts';

/** The official client, as an application would use it, but that it reports a refusal instead of trying again. */
export function openaiClient(apiKey: string): OpenAI {
  return new OpenAI({ baseURL: `${readStack().proxyUrl}/v1`, apiKey, maxRetries: 0 });
}

export type Answer = { text: string; inputTokens: number; outputTokens: number };

/** One streamed answer with its usage. */
export async function ask(apiKey: string, model: string, content: string, headers: Record<string, string> = {}): Promise<Answer> {
  const stream = await openaiClient(apiKey).chat.completions.create(
    { model, messages: [{ role: 'user', content }], stream: true, stream_options: { include_usage: true } },
    { headers },
  );
  const answer: Answer = { text: '', inputTokens: 0, outputTokens: 0 };
  for await (const { choices, usage } of stream) {
    answer.text += choices[0]?.delta.content ?? '';
    if (usage) {
      answer.inputTokens = usage.prompt_tokens;
      answer.outputTokens = usage.completion_tokens;
    }
  }
  return answer;
}

export type Reply = Answer & { requestId: string; costUsd: string | null; attempts: string | null };

/** One answer in a piece, with what the proxy says of it in its headers. */
export async function askOnce(apiKey: string, model: string, content: string): Promise<Reply> {
  const call = openaiClient(apiKey).chat.completions.create({ model, messages: [{ role: 'user', content }], max_tokens: 50 });
  const { data, response } = await call.withResponse();
  return {
    text: data.choices[0]?.message.content ?? '',
    inputTokens: data.usage?.prompt_tokens ?? 0,
    outputTokens: data.usage?.completion_tokens ?? 0,
    requestId: response.headers.get('x-request-id') ?? '',
    costUsd: response.headers.get('x-tollgate-cost-usd'),
    attempts: response.headers.get('x-tollgate-attempts'),
  };
}

export type Outcome = { status: number; code: string | null };

/** How a request with the key ends: 200, or the status and code of its refusal. */
export async function outcomeOf(apiKey: string, model = 'sim/echo'): Promise<Outcome> {
  try {
    await askOnce(apiKey, model, 'Hello');
    return { status: 200, code: null };
  } catch (error) {
    if (!(error instanceof OpenAI.APIError) || error.status === undefined) throw error;
    return { status: error.status, code: error.code ?? null };
  }
}
