/** Without what a name of one line cannot hold. */
export function asName(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 100)
    .trim();
}

/** Without what a header cannot hold. */
export function asHeader(text: string): string {
  return [...text].filter((character) => character >= ' ' && character <= '~').join('');
}
