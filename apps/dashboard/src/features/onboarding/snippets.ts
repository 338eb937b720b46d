export type Snippet = { value: string; label: string; code: string };

/** A first request in three languages, ready to paste. `proxyUrl` is without a trailing slash. */
export function snippetsFor({ proxyUrl, apiKey, model }: { proxyUrl: string; apiKey: string; model: string }): Snippet[] {
  return [
    {
      value: 'curl',
      label: 'curl',
      code: `curl ${proxyUrl}/v1/chat/completions \\
  -H "Authorization: Bearer ${apiKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
    },
    {
      value: 'node',
      label: 'Node',
      code: `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${proxyUrl}/v1',
  apiKey: '${apiKey}',
});

const stream = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'Hello' }],
  stream: true,
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
}`,
    },
    {
      value: 'python',
      label: 'Python',
      code: `from openai import OpenAI

client = OpenAI(
    base_url="${proxyUrl}/v1",
    api_key="${apiKey}",
)

completion = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(completion.choices[0].message.content)`,
    },
  ];
}
