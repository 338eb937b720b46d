import type { Message, ReasoningPart, ToolCall } from '@tollgate/core/chat/request';
import { toolInput } from '../tool-arguments.ts';
import { writeParts, type Part, type Writing } from './parts.ts';
import { writeToolResults, type ToolResult } from './tool-results.ts';

export type Turn = { role: 'user' | 'model'; parts: Part[] };
export type WrittenMessages = { system: Part[]; turns: Turn[] };

type Assistant = Message & { role: 'assistant' };

/** Google's own word for a call whose signature is not known, as when another provider made it. */
const UNSIGNED = 'skip_thought_signature_validator';

/**
 * Messages as the API wants them: system and developer texts apart, user and model turns alternating, and the results of a turn's calls
 * first in the user turn after it, in the order of the calls.
 *
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export function writeMessages(messages: readonly Message[], writing: Writing): WrittenMessages {
  const system: Part[] = [];
  const turns: Turn[] = [];
  let calls: ToolCall[] = [];
  let results: ToolResult[] = [];
  let said: Part[] = [];
  const endUserTurn = (): void => {
    if (results.length === 0 && said.length === 0) return;
    append(turns, 'user', [...writeToolResults(calls, results, writing), ...said]);
    calls = [];
    results = [];
    said = [];
  };
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        writeSystem(message, system, writing);
        break;
      case 'user':
        said.push(...writeParts(message.content, writing));
        break;
      case 'tool':
        results.push(message);
        break;
      case 'assistant':
        endUserTurn();
        append(turns, 'model', writeAssistant(message, writing));
        calls.push(...message.toolCalls);
        break;
    }
  }
  endUserTurn();
  return { system, turns };
}

function append(turns: Turn[], role: Turn['role'], parts: Part[]): void {
  if (parts.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.parts.push(...parts);
  else turns.push({ role, parts });
}

function writeSystem(message: Message, system: Part[], writing: Writing): void {
  for (const part of writeParts(message.content, writing)) {
    if (typeof part['text'] === 'string') system.push(part);
    else writing.warnings.add(`messages.${message.role}.content`);
  }
}

function writeAssistant(message: Assistant, writing: Writing): Part[] {
  const { thoughts, signatures } = writeThoughts(message, writing.warnings);
  const said = writeParts(message.content, writing);
  if (said.length === 0 && message.toolCalls.length === 0 && message.refusal !== undefined && message.refusal !== '') {
    said.push({ text: message.refusal });
  }
  // The signature of an answer belongs to its last text; in a stream it comes after it, in a text of its own.
  for (const [at, signature] of signatures.entries()) {
    const last = said.at(-1);
    if (at === signatures.length - 1 && typeof last?.['text'] === 'string') last['thoughtSignature'] = signature;
    else said.push({ text: '', thoughtSignature: signature });
  }
  const signed = signaturesOfCalls(message);
  const calls = message.toolCalls.map((call, at) => {
    const signature = signed.get(call.id) ?? (at === 0 && signed.size === 0 && writing.traits.needsSignatures ? UNSIGNED : undefined);
    return writeCall(call, signature, writing);
  });
  return [...thoughts, ...said, ...calls];
}

/** Thoughts go back to whoever thought them. `signatures` are those of parts that are no thoughts. */
function writeThoughts(message: Assistant, warnings: Set<string>): { thoughts: Part[]; signatures: string[] } {
  const thoughts: Part[] = [];
  const signatures: string[] = [];
  const parts = message.reasoning ?? [];
  const isOwn = parts.some(isOwnThought) || message.toolCalls.some((call) => call.signature !== undefined);
  for (const part of parts) {
    if (isSignatureOfCall(part, message)) continue;
    if (!isOwn || !(part.format === undefined || isOwnThought(part)) || part.encrypted !== undefined) {
      warnings.add(part.text === '' ? 'reasoning_details' : 'reasoning_content');
    } else if (part.text === '') {
      if (part.signature !== undefined) signatures.push(part.signature);
    } else {
      thoughts.push({ text: part.text, thought: true, ...(part.signature === undefined ? {} : { thoughtSignature: part.signature }) });
    }
  }
  return { thoughts, signatures };
}

/** Some dialects carry the signature of a call as a thought with the call's id. */
function isSignatureOfCall({ format, encrypted, id }: ReasoningPart, { toolCalls }: Assistant): boolean {
  return format === 'google-gemini-v1' && encrypted !== undefined && toolCalls.some((call) => call.id === id);
}

function signaturesOfCalls(message: Assistant): Map<string, string> {
  const signed = new Map<string, string>();
  for (const part of message.reasoning ?? []) {
    if (isSignatureOfCall(part, message) && part.id !== undefined && part.encrypted !== undefined) signed.set(part.id, part.encrypted);
  }
  for (const call of message.toolCalls) if (call.signature !== undefined) signed.set(call.id, call.signature);
  return signed;
}

/** A signature of nobody's is taken for this provider's: some dialects cannot say whose it is. */
function isOwnThought({ format, signature }: ReasoningPart): boolean {
  return format === 'google-gemini-v1' || (format === undefined && signature !== undefined);
}

function writeCall(call: ToolCall, signature: string | undefined, { flavour, warnings }: Writing): Part {
  const written: Part = { name: call.name, args: toolInput(call, warnings) };
  // Vertex AI does not know the field.
  if (flavour === 'gemini') written['id'] = call.id;
  return signature === undefined ? { functionCall: written } : { functionCall: written, thoughtSignature: signature };
}
