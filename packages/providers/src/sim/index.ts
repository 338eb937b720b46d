import { createOpenAiCompatibleAdapter } from '../openai-compatible/index.ts';

/** The built-in simulated provider. Its address is the operator's to give. */
export const simAdapter = createOpenAiCompatibleAdapter({
  id: 'sim',
  name: 'Simulated',
  defaultBaseUrl: null,
  isSecretOptional: true,
  quirks: { hasDeveloperRole: true },
});
