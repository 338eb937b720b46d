/** Where bytes of a text's UTF-8 form stand in the text itself, counted in UTF-16 units; those past its end are missing. */
export function utf16Offsets(text: string, byteOffsets: Iterable<number>): Map<number, number> {
  const wanted = [...new Set(byteOffsets)].toSorted((a, b) => a - b);
  const found = new Map<number, number>();
  let byte = 0;
  let at = 0;
  for (const offset of wanted) {
    while (byte < offset && at < text.length) {
      const code = text.charCodeAt(at);
      const isPair = code >= 0xd800 && code < 0xdc00 && at + 1 < text.length;
      byte += isPair ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
      at += isPair ? 2 : 1;
    }
    if (byte >= offset) found.set(offset, at);
  }
  return found;
}
