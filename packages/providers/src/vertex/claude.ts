import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatRequest } from '@tollgate/core/chat/request';
import type { SseEvent, StreamDecoder, UpstreamBody } from '../adapter.ts';
import { messagesApi } from '../anthropic/index.ts';
import { buildBody } from '../anthropic/request.ts';
import { createStreamDecoder } from '../gemini/stream.ts';

/** The Messages body as Vertex AI takes it: the model is in the path, the version in the body. */
export function writeClaudeBody(request: ChatRequest, model: string): UpstreamBody {
  // Google's organisations forbid schemas unless they say otherwise.
  const { body, warnings } = buildBody(request, model, { hasJsonSchema: false });
  delete body['model'];
  body['anthropic_version'] = 'vertex-2023-10-16';
  return { body: JSON.stringify(body), warnings };
}

export function isClaudeAnswer(body: unknown): boolean {
  return isJsonObject(body) && (body['type'] === 'message' || body['type'] === 'error');
}

/** Which of the two APIs answers is told by its first event: those of Messages have a type. */
export function createVertexStreamDecoder(): StreamDecoder {
  let decoder: StreamDecoder | null = null;
  return {
    push(event) {
      if (event.data === '') return [];
      decoder ??= isClaudeEvent(event) ? messagesApi.createStreamDecoder() : createStreamDecoder();
      return decoder.push(event);
    },
    close: () => decoder?.close() ?? [],
  };
}

function isClaudeEvent({ data }: SseEvent): boolean {
  try {
    const value: unknown = JSON.parse(data);
    return isJsonObject(value) && typeof value['type'] === 'string';
  } catch {
    return false;
  }
}
