const projectKey = /\btg_[a-z]+_[A-Za-z0-9]+/;

/** A key in what `--demo` or `--config` printed, if there is one to show: the first issued or given one. */
export function findKey(printed: string): string | undefined {
  const issued = projectKey.exec(printed)?.[0];
  if (issued !== undefined) return issued;
  return /"(?:value|key|secret)":\s*"([^"\s]{32,})"/.exec(printed)?.[1];
}

/** The curl line that the person at the terminal can try at once. */
export function firstRequest(proxyUrl: string, key: string | undefined): string {
  if (key === undefined) return `curl ${proxyUrl}/healthz`;
  const body = JSON.stringify({ model: 'sim/echo', messages: [{ role: 'user', content: 'Hello' }] });
  const quoted = key.replaceAll("'", String.raw`'\''`);
  return `curl ${proxyUrl}/v1/chat/completions -H 'authorization: Bearer ${quoted}' -H 'content-type: application/json' -d '${body}'`;
}
