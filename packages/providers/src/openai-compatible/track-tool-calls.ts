import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatEvent } from '@tollgate/core/chat/response';
import { madeUpToolCallId, readToolCall, type ReadToolCall } from './tool-call.ts';

/** `held` is what came before the name did; a call is announced once it has one. */
type OpenCall = { index: number | null; id: string; name: string; isAnnounced: boolean; held: string; position: number };

export type ToolCallTracker = {
  /** Reads one entry of a delta's `tool_calls`. */
  push(entry: unknown, events: ChatEvent[]): void;
  hasCalls(): boolean;
};

/**
 * Finds the call that a delta belongs to, whatever its server does with indexes and ids: none at all, not starting at 0, the same
 * index for parallel calls, id and name repeated in every delta. Calls are numbered from 0 in the order of their announcement and
 * announced once.
 */
export function createToolCallTracker(answerId: string, choice: number): ToolCallTracker {
  const calls: OpenCall[] = [];
  const ids = new Set<string>();
  let announced = 0;

  const announce = (call: OpenCall, events: ChatEvent[]): void => {
    call.position = announced++;
    call.isAnnounced = true;
    const id = call.id === '' || ids.has(call.id) ? madeUpToolCallId(answerId, choice, call.position) : call.id;
    ids.add(id);
    events.push({ type: 'tool_call_start', choice, index: call.position, id, name: call.name });
    if (call.held !== '') events.push({ type: 'tool_call_arguments', choice, index: call.position, text: call.held });
    call.held = '';
  };

  return {
    hasCalls: () => announced > 0,
    push(entry, events) {
      if (!isJsonObject(entry)) return;
      const delta = readToolCall(entry);
      const call = findCall(calls, delta) ?? openCall(calls, delta);
      if (call.id === '') call.id = delta.id;
      if (call.name === '') call.name = delta.name;
      if (!call.isAnnounced) {
        call.held += delta.arguments;
        if (call.name !== '') announce(call, events);
      } else if (delta.arguments !== '') {
        events.push({ type: 'tool_call_arguments', choice, index: call.position, text: delta.arguments });
      }
    },
  };
}

function openCall(calls: OpenCall[], delta: ReadToolCall): OpenCall {
  const call: OpenCall = { index: delta.index, id: delta.id, name: '', isAnnounced: false, held: '', position: -1 };
  calls.push(call);
  return call;
}

/** The latest call that the delta may continue, or none: then it opens one. */
function findCall(calls: readonly OpenCall[], delta: ReadToolCall): OpenCall | undefined {
  for (let at = calls.length - 1; at >= 0; at--) {
    const call = calls[at];
    if (call === undefined) continue;
    if (delta.index !== null && call.index !== null) {
      if (delta.index !== call.index) continue;
      // Another id together with a name is another call under the same index.
      return delta.id !== '' && call.id !== '' && delta.id !== call.id && delta.name !== '' ? undefined : call;
    }
    if (delta.id !== '') {
      if (delta.id === call.id) return call;
      continue;
    }
    // Neither index nor id: a name starts a call, bare arguments continue the last one.
    return delta.name === '' ? call : undefined;
  }
  return undefined;
}
