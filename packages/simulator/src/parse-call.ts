import { type Refusal, refusal } from './refusal.ts';

export type ToolDeclaration = { name: string; parameters: Record<string, unknown> };
/** What the simulator reads of a chat-completions body; everything else is accepted and changes nothing. */
export type ChatCall = {
  model: string;
  /** Of the last user message. */
  lastUserText: string;
  /** All message text in UTF-16 code units. */
  promptCharacters: number;
  lastRole: string;
  stream: boolean;
  includeUsage: boolean;
  tools: ToolDeclaration[];
  toolChoice: unknown;
  maxTokens: number | null;
  user: string | null;
};

type Json = Record<string, unknown>;

export function parseCall(body: string): ChatCall | Refusal {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return invalid('The body is not valid JSON.', null);
  }
  if (!isObject(parsed)) return invalid('The body must be a JSON object.', null);
  if (typeof parsed['model'] !== 'string') return invalid('"model" must be a string.', 'model');
  const messages = parsed['messages'];
  if (!Array.isArray(messages) || messages.length === 0)
    return invalid('"messages" must be an array with at least one message.', 'messages');
  if (typeof parsed['n'] === 'number' && parsed['n'] !== 1) return invalid('The simulator gives one choice: "n" must be 1.', 'n');

  let promptCharacters = 0;
  let lastUserText = '';
  let lastRole = '';
  for (const [index, message] of messages.entries()) {
    if (!isObject(message) || typeof message['role'] !== 'string')
      return invalid(`"messages[${index}]" must be an object with a role.`, `messages[${index}]`);
    const text = textOf(message['content']);
    if (text === null) return invalid(`"messages[${index}].content" must be a string or an array of parts.`, `messages[${index}].content`);
    promptCharacters += text.length;
    lastRole = message['role'];
    if (lastRole === 'user') lastUserText = text;
  }
  const options = parsed['stream_options'];
  const maxTokens = parsed['max_completion_tokens'] ?? parsed['max_tokens'];
  return {
    model: parsed['model'],
    lastUserText,
    promptCharacters,
    lastRole,
    stream: parsed['stream'] === true,
    includeUsage: isObject(options) && options['include_usage'] === true,
    tools: toolsOf(parsed['tools']),
    toolChoice: parsed['tool_choice'],
    maxTokens: typeof maxTokens === 'number' && maxTokens >= 0 ? Math.floor(maxTokens) : null,
    user: typeof parsed['user'] === 'string' ? parsed['user'] : null,
  };
}

/** `null` when the content is of no known shape; parts that carry no text count as none. */
function textOf(content: unknown): string | null {
  if (typeof content === 'string') return content;
  if (content === null || content === undefined) return '';
  if (!Array.isArray(content)) return null;
  let text = '';
  for (const part of content) if (isObject(part) && typeof part['text'] === 'string') text += part['text'];
  return text;
}

function toolsOf(tools: unknown): ToolDeclaration[] {
  const declared: ToolDeclaration[] = [];
  for (const tool of Array.isArray(tools) ? tools : []) {
    const definition = isObject(tool) ? tool['function'] : null;
    if (!isObject(definition) || typeof definition['name'] !== 'string') continue;
    const parameters = definition['parameters'];
    declared.push({ name: definition['name'], parameters: isObject(parameters) ? parameters : {} });
  }
  return declared;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string, param: string | null): Refusal {
  return refusal(400, 'invalid_request_error', null, message, param);
}
