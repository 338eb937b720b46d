import { createOpenAiCompatibleAdapter } from '../openai-compatible/index.ts';

export const openAiAdapter = createOpenAiCompatibleAdapter({
  id: 'openai',
  name: 'OpenAI',
  defaultBaseUrl: 'https://api.openai.com/v1',
  isSecretOptional: false,
  hasCompletions: true,
  hasResponses: true,
  quirks: {
    // Its reasoning models refuse `max_tokens`; all of its models take the newer name.
    maxTokensField: 'max_completion_tokens',
    hasDeveloperRole: true,
    reasoningField: null,
    unsupported: ['top_k'],
  },
});
