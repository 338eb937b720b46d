import type { ChatEvent } from '../response.ts';
import { createJsonWatch, type JsonWatch } from './watch-json.ts';

/** An event that belongs to a block of the answer. */
export type BlockEvent = Extract<
  ChatEvent,
  { type: 'text' | 'reasoning' | 'refusal' | 'tool_call_start' | 'tool_call_arguments' | 'citation' | 'logprobs' | 'image' }
>;
export type BlockKind = 'text' | 'reasoning' | 'refusal' | 'tool' | 'image';

/** Writes one block after another. `write` also gets the event that opened the block. */
export type BlockWriter = {
  open(kind: BlockKind, event: BlockEvent): string;
  write(event: BlockEvent): string;
  close(): string;
};

export type BlockSequencer = {
  push(event: BlockEvent): string;
  /** Closes what is open, and writes and closes what had to wait. */
  finish(): string;
};

/** `held` waits for the blocks before it. `json` tells when a call's arguments are whole. */
type Lane = { kind: BlockKind; call: number; id: string | undefined; isSealed: boolean; held: BlockEvent[]; json: JsonWatch | null };

const ENDLESS: JsonWatch = { push: () => undefined, isWhole: () => false };

/**
 * Puts events of an answer into blocks that never overlap, for dialects whose streams are made of such blocks. Pieces of parallel tool
 * calls may arrive in turns: a block is closed when its arguments are whole and another one wants to begin, and what comes too early for
 * its own block is held back.
 *
 * @param splitsReasoning whether a new part of the same thought is a block of its own.
 */
export function createBlockSequencer(writer: BlockWriter, splitsReasoning: boolean): BlockSequencer {
  const lanes: Lane[] = [];

  const openLane = (kind: BlockKind, event: BlockEvent): Lane => {
    const lane: Lane = { kind, call: -1, id: undefined, isSealed: kind === 'image', held: [], json: null };
    if (event.type === 'tool_call_start') {
      lane.call = event.index;
      // The text of a custom tool has no end of its own.
      lane.json = event.isCustom === true ? ENDLESS : createJsonWatch();
    } else if (event.type === 'reasoning') {
      lane.id = event.id;
    }
    lanes.push(lane);
    return lane;
  };

  const laneFor = (event: BlockEvent): Lane | undefined => {
    if (event.type === 'tool_call_arguments') return lanes.find((lane) => lane.call === event.index);
    const kind = kindOf(event);
    const last = lanes.at(-1);
    if (last === undefined || last.kind !== kind || last.isSealed || kind === 'tool') return undefined;
    return event.type === 'reasoning' && beginsThought(event, last, splitsReasoning) ? undefined : last;
  };

  const advance = (): string => {
    let written = '';
    while (lanes.length > 1 && lanes[0]?.json?.isWhole() !== false) {
      lanes.shift();
      written += writer.close();
      const next = lanes[0];
      if (next !== undefined) written += begin(next);
    }
    return written;
  };

  const begin = (lane: Lane): string => {
    const first = lane.held[0];
    if (first === undefined) return '';
    let written = writer.open(lane.kind, first);
    for (const event of lane.held) written += writer.write(event);
    lane.held = [];
    return written;
  };

  return {
    push(event) {
      let lane = laneFor(event);
      if (lane === undefined) {
        // Arguments of a call that is closed, or never began, have no place.
        if (event.type === 'tool_call_arguments') return '';
        lane = openLane(kindOf(event), event);
        lane.held.push(event);
        const written = lanes[0] === lane ? begin(lane) : advance();
        if (event.type === 'reasoning') lane.isSealed = isSealing(event);
        return written;
      }
      if (event.type === 'tool_call_arguments') lane.json?.push(event.text);
      if (event.type === 'reasoning') lane.isSealed = isSealing(event);
      if (lanes[0] !== lane) {
        lane.held.push(event);
        return '';
      }
      const written = writer.write(event);
      return lanes.length === 1 ? written : written + advance();
    },
    finish() {
      let written = '';
      while (lanes.length > 0) {
        lanes.shift();
        written += writer.close();
        const next = lanes[0];
        if (next !== undefined) written += begin(next);
      }
      return written;
    },
  };
}

function kindOf(event: BlockEvent): BlockKind {
  switch (event.type) {
    case 'reasoning':
    case 'refusal':
    case 'image':
      return event.type;
    case 'tool_call_start':
    case 'tool_call_arguments':
      return 'tool';
    default:
      return 'text';
  }
}

function isSealing(event: BlockEvent & { type: 'reasoning' }): boolean {
  return event.signature !== undefined || event.encrypted !== undefined;
}

/** OpenAI encrypts the thought that it has summarised; elsewhere an encrypted block is a thought of its own. */
function beginsThought(event: BlockEvent & { type: 'reasoning' }, last: Lane, splitsReasoning: boolean): boolean {
  if (event.id !== undefined && last.id !== undefined && event.id !== last.id) return true;
  if (event.isNewPart === true) return splitsReasoning || event.id === undefined;
  return event.encrypted !== undefined && event.format !== 'openai-responses-v1';
}
