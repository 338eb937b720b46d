import { escapeInvisible } from '../caller-text/reveal-controls.ts';

export type ReplayInput = {
  proxyUrl: string;
  model: string;
  isStream: boolean;
  /** The caller's body as JSON text; `null` when it was not kept or is not whole. */
  keptBody: string | null;
};

/**
 * A curl command that sends a request again: the kept body as it was, or, when none was kept, a placeholder message to the same model.
 * Everything from callers sits inside single quotes of the shell, so that no prompt can run a command on the reader's machine.
 */
export function replaySnippet(input: ReplayInput): string {
  return [
    `curl ${quoteForShell(`${input.proxyUrl.replace(/\/+$/, '')}/v1/chat/completions`)}`,
    `  -H "Authorization: Bearer $TOLLGATE_KEY"`,
    `  -H 'content-type: application/json'`,
    `  -d ${quoteForShell(escapeInvisible(JSON.stringify(replayBody(input), null, 2)))}`,
  ].join(' \\\n');
}

/** What to send again. */
export function replayBody({ model, isStream, keptBody }: ReplayInput): object {
  return (
    parseObject(keptBody) ?? {
      model,
      messages: [{ role: 'user', content: 'Write your message here' }],
      ...(isStream ? { stream: true } : {}),
    }
  );
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
