/** A word of at most 64 characters with the space before it, or space at the end. */
const PIECE = /\s{0,64}\S{1,64}|\s{1,64}/gu;

/** What the simulator counts as tokens: joined again they are the text. */
export function splitIntoPieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** `count` words, the same ones every time. */
export function countedWords(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? 'word1' : ` word${index + 1}`));
}
