export type Snippet = {
  value: string;
  label: string;
  /** What has to be installed before; `null`: nothing. */
  install: string | null;
  code: string;
};

/** A first request in the languages and libraries people use, ready to paste. `proxyUrl` is without a trailing slash. */
export function snippetsFor({ proxyUrl, apiKey, model }: { proxyUrl: string; apiKey: string; model: string }): Snippet[] {
  return [
    {
      value: 'curl',
      label: 'curl',
      install: null,
      code: `curl ${proxyUrl}/v1/chat/completions \\
  -H "Authorization: Bearer ${apiKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
    },
    {
      value: 'node',
      label: 'Node',
      install: 'npm install openai',
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
      install: 'pip install openai',
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
    {
      value: 'ai-sdk',
      label: 'AI SDK',
      install: 'npm install ai @ai-sdk/openai-compatible',
      code: `import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

const tollgate = createOpenAICompatible({
  name: 'tollgate',
  baseURL: '${proxyUrl}/v1',
  apiKey: '${apiKey}',
  includeUsage: true,
});

const { textStream } = streamText({ model: tollgate('${model}'), prompt: 'Hello' });
for await (const text of textStream) {
  process.stdout.write(text);
}`,
    },
    {
      value: 'langchain',
      label: 'LangChain',
      install: 'pip install langchain-openai',
      code: `from langchain_openai import ChatOpenAI

chat = ChatOpenAI(
    base_url="${proxyUrl}/v1",
    api_key="${apiKey}",
    model="${model}",
)
print(chat.invoke("Hello").content)`,
    },
    {
      value: 'anthropic',
      label: 'Anthropic',
      install: 'npm install @anthropic-ai/sdk',
      code: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({
  baseURL: '${proxyUrl}',
  apiKey: '${apiKey}',
});

const message = await client.messages.create({
  model: '${model}',
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(message.content);`,
    },
  ];
}
