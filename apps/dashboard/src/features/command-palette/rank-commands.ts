export type Rankable = { title: string; keywords?: string | undefined };

/** What matches every typed word, best first: the beginning of the title, then of any of its words, then anywhere, then a keyword. */
export function rankCommands<Command extends Rankable>(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  return commands
    .map((command) => ({ command, score: scoreOf(command, words) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .map(({ command }) => command);
}

function scoreOf({ title, keywords }: Rankable, words: readonly string[]): number {
  const name = title.toLowerCase();
  let total = 0;
  for (const [index, word] of words.entries()) {
    const score = scoreOfWord(name, (keywords ?? '').toLowerCase(), word, index === 0);
    if (score === 0) return 0;
    total += score;
  }
  return total / words.length;
}

function scoreOfWord(name: string, keywords: string, word: string, isFirst: boolean): number {
  if (isFirst && name.startsWith(word)) return 4;
  const parts = name.split(/[^\p{L}\p{N}]+/u);
  if (parts.some((part) => part.startsWith(word))) return 3;
  if (name.includes(word)) return 2;
  return keywords.split(/\s+/).some((keyword) => keyword.startsWith(word)) ? 1 : 0;
}
