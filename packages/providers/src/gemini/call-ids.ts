/** Gives every call of an answer an id of its own. */
export type CallIds = (given: unknown, choice: number, index: number, content: string) => string;

/**
 * Most calls come without an id. One is made of the answer's id, which is unique, and the call's place, so that it is the same however
 * often the answer is read; where the answer has no id, its content has to do.
 */
export function createCallIds(answerId: () => string): CallIds {
  const used = new Set<string>();
  return (given, choice, index, content) => {
    let id = typeof given === 'string' ? given : '';
    if (id === '' || used.has(id)) id = `call_${answerId() || hash(content)}_${choice}_${index}`;
    used.add(id);
    return id;
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let value = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01_00_01_93);
  return (value >>> 0).toString(36);
}
