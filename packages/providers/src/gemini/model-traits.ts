/** What a Gemini model demands of a request. */
export type ModelTraits = {
  /** `budget`: a number of thinking tokens (2.5); `level`: a word (3 and later). */
  thinking: 'none' | 'budget' | 'level';
  /** Bounds of a budget other than 0, and whether 0 switches thinking off. */
  budget: { least: number; most: number; canBeOff: boolean };
  /** The words it knows, the least thinking first. */
  levels: readonly string[];
  /** Takes JSON Schema; otherwise OpenAPI's subset of it. */
  hasJsonSchema: boolean;
  /** Functions, built-in tools and answers by a schema may go together. */
  combinesTools: boolean;
  /** Refuses a history whose calls lack their signatures. */
  needsSignatures: boolean;
  hasPenalties: boolean;
  /** Otherwise what a system says is told by the user. */
  hasSystemInstruction: boolean;
  hasJsonMode: boolean;
};

/**
 * Read from the name (`gemini-2.5-flash-lite`, `gemini-3.1-pro-preview`). A Gemini without a version (`gemini-flash-latest`) is the newest
 * one; what is no Gemini (a tuned model's number) is treated as 2.5, the last generation that can be tuned.
 */
export function traitsOf(model: string): ModelTraits {
  const version = versionOf(model);
  const isOldGemma = /(?:^|\/)gemma-[1-3]/.test(model);
  const isPro = model.includes('pro');
  return {
    thinking: version < 205 || isOldGemma || /-(?:image|tts)/.test(model) ? 'none' : version < 300 ? 'budget' : 'level',
    budget: isPro
      ? { least: 128, most: 32_768, canBeOff: false }
      : { least: model.includes('lite') ? 512 : 1, most: 24_576, canBeOff: true },
    levels: levelsOf(model, version, isPro),
    hasJsonSchema: version >= 205 && !isOldGemma,
    combinesTools: version >= 300,
    needsSignatures: version >= 300,
    hasPenalties: version < 205,
    hasSystemInstruction: !isOldGemma,
    hasJsonMode: !isOldGemma,
  };
}

const NEWEST = 999;

function versionOf(model: string): number {
  const match = /gemini-(\d+)(?:[.-](\d)(?!\d))?/.exec(model);
  if (match !== null) return Number(match[1]) * 100 + Number(match[2] ?? 0);
  if (/gemini-pro(?:-vision)?$/.test(model)) return 100;
  return model.includes('gemini-') ? NEWEST : 205;
}

/** `minimal` is for Flash before 3.7 and for Flash-Lite; the first Pro of the third generation knows no `medium`. */
function levelsOf(model: string, version: number, isPro: boolean): readonly string[] {
  if (isPro) return version === 300 ? ['low', 'high'] : ['low', 'medium', 'high'];
  return model.includes('lite') || version < 307 ? ['minimal', 'low', 'medium', 'high'] : ['low', 'medium', 'high'];
}
