/** Controls, marks that turn the direction of what follows, and characters without a width: all can make one name look like another. */
const DECEPTIVE = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A name as it is, but with every deceptive character spelled out, so that `\u202Eevil` does not read "live". */
export function revealControls(text: string): string {
  return text.replace(DECEPTIVE, (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
