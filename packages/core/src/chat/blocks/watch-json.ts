export type JsonWatch = {
  push(text: string): void;
  /** Whether a whole object or array has gone by. */
  isWhole(): boolean;
};

/** Follows JSON that arrives in pieces, without keeping it. Costs as much as the text is long, however many pieces. */
export function createJsonWatch(): JsonWatch {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let isWhole = false;
  return {
    push(text) {
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (code === 0x5c) isEscaped = true;
          else if (code === 0x22) isInString = false;
        } else if (code === 0x22) isInString = true;
        else if (code === 0x7b || code === 0x5b) depth++;
        else if (code === 0x7d || code === 0x5d) {
          depth--;
          if (depth === 0) isWhole = true;
        }
      }
    },
    isWhole: () => isWhole,
  };
}
