import { escapeInvisible } from '../caller-text/reveal-controls.ts';
import { type ReplayInput, replayBody, replaySnippet } from './replay-snippet.ts';

export type ReplaySnippet = { value: string; label: string; code: string };

/** The same request as a command and for the SDKs. Texts of callers stand in JSON literals alone, which JavaScript and Python read as data. */
export function replaySnippets(input: ReplayInput): ReplaySnippet[] {
  const baseUrl = JSON.stringify(`${input.proxyUrl.replace(/\/+$/, '')}/v1`);
  const body = replayBody(input);
  const isStream = 'stream' in body && body.stream === true;
  return [
    { value: 'curl', label: 'curl', code: replaySnippet(input) },
    {
      value: 'node',
      label: 'Node',
      code: [
        `import OpenAI from 'openai';`,
        ``,
        `const client = new OpenAI({ baseURL: ${baseUrl}, apiKey: process.env.TOLLGATE_KEY });`,
        `const answer = await client.chat.completions.create(${escapeInvisible(JSON.stringify(body, null, 2))});`,
        ...(isStream
          ? [`for await (const chunk of answer) process.stdout.write(chunk.choices[0]?.delta?.content ?? '');`]
          : [`console.log(answer.choices[0]?.message.content);`]),
      ].join('\n'),
    },
    {
      value: 'python',
      label: 'Python',
      code: [
        `import json, os`,
        `from openai import OpenAI`,
        ``,
        `client = OpenAI(base_url=${baseUrl}, api_key=os.environ["TOLLGATE_KEY"])`,
        `# The body is JSON inside a JSON text, so that nothing in it can be code.`,
        `body = json.loads(${escapeInvisible(JSON.stringify(JSON.stringify(body)))})`,
        `answer = client.chat.completions.create(**body)`,
        ...(isStream
          ? [`for chunk in answer:`, `    print(chunk.choices[0].delta.content or "" if chunk.choices else "", end="")`]
          : [`print(answer.choices[0].message.content)`]),
      ].join('\n'),
    },
  ];
}
