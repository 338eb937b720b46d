/** Controls, marks that turn the direction of what follows, and characters without a width: all can make one name look like another. */
const DECEPTIVE = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A name as it is, but with every deceptive character spelled out, so that `\u202Eevil` does not read "live". */
export function revealControls(text: string): string {
  return text.replace(DECEPTIVE, spellOut);
}

/** Marks that reorder the text around them. */
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Running text as it is, right-to-left scripts and emoji included, but with the marks that reorder it spelled out. */
export function revealOverrides(text: string): string {
  return text.replace(OVERRIDES, spellOut);
}

/** JSON with every invisible or reordering character escaped: the same value, and what is read is what is run. */
export function escapeInvisible(json: string): string {
  return json.replace(
    /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    (character) => `\\u${hexOf(character).toLowerCase()}`,
  );
}

function spellOut(character: string): string {
  return `[U+${hexOf(character)}]`;
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
