import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedWords, splitIntoPieces } from './split-into-pieces.ts';

describe('splitIntoPieces', () => {
  it('loses nothing of any text, and no piece is empty or long', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 500 }),
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^[ \n]*[a-z ]{0,300}$/),
        ),
        (text) => {
          const pieces = splitIntoPieces(text);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) expect(piece.length > 0 && piece.length <= 192).toBe(true);
        },
      ),
    );
  });

  it('makes a piece of each word', () => {
    expect(splitIntoPieces('one two  three\n')).toEqual(['one', ' two', '  three', '\n']);
    expect(splitIntoPieces('')).toEqual([]);
  });

  it('counts as many words as were asked for', () => {
    expect(countedWords(3).join('')).toBe('word1 word2 word3');
    expect(splitIntoPieces(countedWords(50).join(''))).toEqual(countedWords(50));
  });
});
