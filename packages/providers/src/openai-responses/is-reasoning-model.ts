/** Told from the name, as OpenAI's own clients do: the o series, and GPT from 5 on but for its chat models. */
export function isReasoningModel(model: string): boolean {
  const name = model.slice(model.lastIndexOf('/') + 1);
  if (/^(?:o\d|codex|computer-use)/.test(name)) return true;
  return /^gpt-(?:[5-9]|\d\d)/.test(name) && !name.includes('-chat');
}
