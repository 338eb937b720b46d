import { readStreamedAnswer } from './read-streamed-answer.ts';

/** One turn of a kept conversation, as text. */
export type MessageText = { role: string; text: string };

/**
 * The conversation in a caller's body, whatever else it holds. Parts that are not text, such as images or tool calls, are shown as
 * their JSON. `null` when the text is not a body with messages; it is then shown as it is.
 */
export function readMessages(body: string): MessageText[] | null {
  const value = parse(body);
  if (!isRecord(value) || !Array.isArray(value['messages'])) return null;
  const system = value['system'] === undefined ? [] : [{ role: 'system', text: textOf(value['system']) }];
  return [...system, ...value['messages'].map(toMessage)];
}

/** The text of a kept answer: that of its first choice when it is a chat completion, whole or streamed, else the answer as it is. */
export function readAnswer(answer: string): string {
  const streamed = readStreamedAnswer(answer);
  if (streamed !== null) return streamed;
  const value = parse(answer);
  if (!isRecord(value) || !Array.isArray(value['choices'])) return answer;
  const choice: unknown = value['choices'][0];
  if (!isRecord(choice) || !isRecord(choice['message'])) return answer;
  return toMessage(choice['message']).text;
}

function toMessage(message: unknown): MessageText {
  if (!isRecord(message)) return { role: 'unknown', text: textOf(message) };
  const calls = message['tool_calls'] === undefined ? '' : textOf(message['tool_calls']);
  const text = message['content'] === null || message['content'] === undefined ? '' : textOf(message['content']);
  return {
    role: typeof message['role'] === 'string' ? message['role'] : 'unknown',
    text: [text, calls].filter((part) => part !== '').join('\n'),
  };
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return JSON.stringify(content, null, 2) ?? '';
  return content
    .map((part: unknown) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : JSON.stringify(part, null, 2)))
    .join('\n');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
