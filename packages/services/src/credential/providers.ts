export type Provider = { id: string; name: string; needsBaseUrl: boolean; isSecretOptional: boolean };

/** The providers that a credential can be for, as far as the control plane must know them; a test holds them against the adapters. */
export const PROVIDERS: readonly Provider[] = [
  { id: 'openai', name: 'OpenAI', needsBaseUrl: false, isSecretOptional: false },
  { id: 'anthropic', name: 'Anthropic', needsBaseUrl: false, isSecretOptional: false },
  { id: 'openai-compatible', name: 'OpenAI-compatible', needsBaseUrl: true, isSecretOptional: true },
  { id: 'mistral', name: 'Mistral', needsBaseUrl: false, isSecretOptional: false },
  { id: 'groq', name: 'Groq', needsBaseUrl: false, isSecretOptional: false },
  { id: 'deepseek', name: 'DeepSeek', needsBaseUrl: false, isSecretOptional: false },
  { id: 'xai', name: 'xAI', needsBaseUrl: false, isSecretOptional: false },
  { id: 'openrouter', name: 'OpenRouter', needsBaseUrl: false, isSecretOptional: false },
  { id: 'together', name: 'Together AI', needsBaseUrl: false, isSecretOptional: false },
  { id: 'fireworks', name: 'Fireworks AI', needsBaseUrl: false, isSecretOptional: false },
  { id: 'cerebras', name: 'Cerebras', needsBaseUrl: false, isSecretOptional: false },
  { id: 'perplexity', name: 'Perplexity', needsBaseUrl: false, isSecretOptional: false },
  { id: 'moonshotai', name: 'Moonshot AI', needsBaseUrl: false, isSecretOptional: false },
  { id: 'ollama', name: 'Ollama', needsBaseUrl: false, isSecretOptional: true },
];

/** The built-in simulated provider takes part in routes without a credential. */
export const SIMULATED_PROVIDER = 'sim';

/** Names of the price catalogue that are to become providers: a credential must not stand in their way. */
const RESERVED = [SIMULATED_PROVIDER, 'google', 'gemini', 'vertex', 'azure', 'bedrock', 'cohere'];

export function findProvider(id: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}

/** Whether a name means a provider wherever a model is named. */
export function isProviderId(name: string): boolean {
  return findProvider(name) !== undefined || RESERVED.includes(name);
}
