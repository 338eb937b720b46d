import { escapeInvisible } from '../caller-text/reveal-controls.ts';

/**
 * A curl command that sends a request again: the kept body as it was, or, when none was kept, a placeholder message to the same model.
 * Everything from callers sits inside single quotes of the shell, so that no prompt can run a command on the reader's machine.
 *
 * @param keptBody the caller's body as JSON text; `null` when it was not kept or is not whole.
 */
export function replaySnippet(input: { proxyUrl: string; model: string; isStream: boolean; keptBody: string | null }): string {
  const body = parseObject(input.keptBody) ?? {
    model: input.model,
    messages: [{ role: 'user', content: 'Write your message here' }],
    ...(input.isStream ? { stream: true } : {}),
  };
  return [
    `curl ${quoteForShell(`${input.proxyUrl.replace(/\/+$/, '')}/v1/chat/completions`)}`,
    `  -H "Authorization: Bearer $TOLLGATE_KEY"`,
    `  -H 'content-type: application/json'`,
    `  -d ${quoteForShell(escapeInvisible(JSON.stringify(body, null, 2)))}`,
  ].join(' \\\n');
}

/** POSIX single quotes; a quote inside ends them, adds an escaped one and begins again. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function parseObject(text: string | null): object | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
