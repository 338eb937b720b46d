/** One message of the kept prompt, as far as a replay needs it. */
export type ReplayMessage = { role: string; content: unknown };

/**
 * A curl command that sends the request again. Only the model is sure to be known: without a kept prompt a placeholder message stands
 * in. Everything from callers sits inside single quotes of the shell, so that no prompt can run a command on the reader's machine.
 */
export function replaySnippet(input: { proxyUrl: string; model: string; isStream: boolean; messages: readonly ReplayMessage[] | null }): string {
  const body = {
    model: input.model,
    messages: input.messages ?? [{ role: 'user', content: 'Write your message here' }],
    ...(input.isStream ? { stream: true } : {}),
  };
  return [
    `curl ${quoteForShell(`${input.proxyUrl.replace(/\/+$/, '')}/v1/chat/completions`)}`,
    `  -H "Authorization: Bearer $TOLLGATE_KEY"`,
    `  -H 'content-type: application/json'`,
    `  -d ${quoteForShell(JSON.stringify(body, null, 2))}`,
  ].join(' \\\n');
}

/** POSIX single quotes; a quote inside ends them, adds an escaped one and begins again. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
