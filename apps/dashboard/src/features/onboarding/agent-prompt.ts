/** What to tell a coding agent. It holds no key: what an agent reads stays in its history. `proxyUrl` is without a trailing slash. */
export function agentPrompt({ proxyUrl }: { proxyUrl: string }): string {
  return `Route the model calls of this project through Tollgate, an AI gateway that speaks the OpenAI API.

1. Find every place that calls a model provider: the openai package or SDKs like it, LangChain, the AI SDK, plain HTTP.
2. For each client that speaks the OpenAI API set the base URL to ${proxyUrl}/v1 and the key to the environment variable TOLLGATE_KEY. Read both from the environment; write no key into a file that is committed. Add TOLLGATE_KEY to the example environment file.
3. Leave model names as they are when they are written <provider>/<model>, such as openai/gpt-4o; else put the provider in front. A route of the Tollgate project works as a model name too.
4. Where a call knows its end user, send the header x-tollgate-user with their id, and x-tollgate-tags with the name of the feature, so that costs can be told apart.
5. Keep streaming, tools and structured output as they are; they pass through unchanged. A status 429 with the code budget_exceeded must not be retried.
6. Check it with one request to the model sim/echo, which is simulated, answers with the words it got and needs no provider:
   curl ${proxyUrl}/v1/chat/completions -H "Authorization: Bearer $TOLLGATE_KEY" -H "Content-Type: application/json" -d '{"model": "sim/echo", "messages": [{"role": "user", "content": "Hello"}]}'
7. Tell me what you changed, and which calls do not go through Tollgate and why.`;
}
