import type { AnswerPlan, ReportedUsage } from './plan-answer.ts';

/** Fixed, so that the same call gets the same bytes: 2026-01-01. */
const CREATED = 1_767_225_600;

export type Identity = { id: string; model: string };

/** A whole answer as OpenAI's `chat.completion`. */
export function encodeCompletion(plan: AnswerPlan, { id, model }: Identity): string {
  const text = plan.pieces.join('');
  const message =
    plan.toolName === null
      ? { role: 'assistant', content: text, refusal: null }
      : {
          role: 'assistant',
          content: null,
          refusal: null,
          tool_calls: [{ id: toolCallId(id), type: 'function', function: { name: plan.toolName, arguments: text } }],
        };
  const completion = {
    id,
    object: 'chat.completion',
    created: CREATED,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: plan.finishReason }],
  };
  return JSON.stringify(plan.hidesUsage ? completion : { ...completion, usage: encodeUsage(plan.usage) });
}

export type ChunkEncoder = { role(): string; piece(text: string): string; finish(): string; usage(): string };

/** Server-sent events of one `chat.completion.chunk` stream. The parts that never change are serialised once, not per chunk. */
export function createChunkEncoder(plan: AnswerPlan, { id, model }: Identity, includeUsage: boolean): ChunkEncoder {
  const head = `data: {"id":${JSON.stringify(id)},"object":"chat.completion.chunk","created":${CREATED},"model":${JSON.stringify(model)},"choices":[`;
  const tail = `]${includeUsage && !plan.hidesUsage ? ',"usage":null' : ''}}\n\n`;
  const open = `${head}{"index":0,"delta":`;
  const running = `,"logprobs":null,"finish_reason":null}${tail}`;
  const firstCall = { index: 0, id: toolCallId(id), type: 'function', function: { name: plan.toolName, arguments: '' } };
  return {
    role: () =>
      plan.toolName === null
        ? `${open}{"role":"assistant","content":"","refusal":null}${running}`
        : `${open}{"role":"assistant","content":null,"tool_calls":[${JSON.stringify(firstCall)}]}${running}`,
    piece: (text) =>
      plan.toolName === null
        ? `${open}{"content":${JSON.stringify(text)}}${running}`
        : `${open}{"tool_calls":[{"index":0,"function":{"arguments":${JSON.stringify(text)}}}]}${running}`,
    finish: () => `${open}{},"logprobs":null,"finish_reason":"${plan.finishReason}"}${tail}`,
    usage: () => (includeUsage && !plan.hidesUsage ? `${head}],"usage":${JSON.stringify(encodeUsage(plan.usage))}}\n\n` : ''),
  };
}

function encodeUsage(usage: ReportedUsage) {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

function toolCallId(id: string): string {
  return `call_${id.slice(-24)}`;
}
