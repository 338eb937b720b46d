import type { Message } from '@tollgate/core/chat/request';
import { writeContent, writeText } from './content.ts';

type Written = Record<string, unknown>;

/** @param takesThinking whether earlier thinking may be given back. */
export function writeMessages(messages: readonly Message[], takesThinking: boolean, warnings: Set<string>): Written[] {
  const written: Written[] = [];
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        written.push({ role: 'system', content: writeText(message.content, warnings) });
        break;
      case 'user':
        if (message.name !== undefined) warnings.add('name');
        written.push({ role: 'user', content: writeContent(message.content, warnings) });
        break;
      case 'assistant': {
        const turn = writeAssistant(message, takesThinking, warnings);
        if (turn !== null) written.push(turn);
        break;
      }
      case 'tool':
        if (message.isError === true) warnings.add('is_error');
        written.push({ role: 'tool', tool_call_id: message.toolCallId, content: writeText(message.content, warnings) });
        break;
    }
  }
  return written;
}

/** What the model says beside its calls is its plan; a turn that calls has no content. */
function writeAssistant(message: Message & { role: 'assistant' }, takesThinking: boolean, warnings: Set<string>): Written | null {
  const text = writeText(message.content, warnings) || (message.refusal ?? '');
  const thinking = writeThinking(message, takesThinking, warnings);
  const turn: Written = { role: 'assistant' };
  if (message.toolCalls.length > 0) {
    turn['tool_calls'] = message.toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.isCustom === true ? JSON.stringify({ input: call.arguments }) : call.arguments || '{}' },
    }));
    if (text !== '') turn['tool_plan'] = text;
    if (thinking !== '') turn['content'] = [{ type: 'thinking', thinking }];
    return turn;
  }
  if (text === '' && thinking === '') return null;
  turn['content'] = thinking === '' ? text : [{ type: 'thinking', thinking }, ...(text === '' ? [] : [{ type: 'text', text }])];
  return turn;
}

/** Thinking that somebody else signed is left out. */
function writeThinking(message: Message & { role: 'assistant' }, takesThinking: boolean, warnings: Set<string>): string {
  let thinking = '';
  for (const part of message.reasoning ?? []) {
    const isForeign = part.signature !== undefined || part.encrypted !== undefined || part.format !== undefined;
    if (takesThinking && !isForeign) thinking += part.text;
    else warnings.add('reasoning_content');
  }
  return thinking;
}
