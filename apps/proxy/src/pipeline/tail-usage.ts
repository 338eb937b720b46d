const USAGE = '"usage"';
const MAX_USAGE_LENGTH = 4096;

/**
 * The usage object of a whole chat completion, found from its end: reading 100 KB of answer for it would cost more than everything else
 * that is done with it. `null` when the text is not plainly a completion with one usage object; it then has to be read whole.
 */
export function tailUsage(text: string): unknown {
  if (text.charCodeAt(0) !== 0x7b || !text.includes('"choices"') || text.includes('"error"')) return null;
  const at = text.lastIndexOf(USAGE);
  if (at === -1 || text.length - at > MAX_USAGE_LENGTH) return null;
  const open = text.indexOf('{', at);
  if (open === -1 || !/^\s*:\s*$/.test(text.slice(at + USAGE.length, open))) return null;
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // A usage object with text in it is not one that is known.
    if (code === 0x5c) return null;
    if (code === 0x7b) depth++;
    else if (code === 0x7d && --depth === 0) return text.trimEnd().endsWith('}') ? parse(text.slice(open, i + 1)) : null;
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
