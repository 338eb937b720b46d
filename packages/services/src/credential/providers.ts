/** A plain value that a credential takes beside its secret. */
type Setting = { name: string; title: string; isRequired: boolean; example: string };

export type Provider = { id: string; name: string; needsBaseUrl: boolean; isSecretOptional: boolean; settings: readonly Setting[] };

const NO_SETTINGS: readonly Setting[] = [];

/** The providers that a credential can be for, as far as the control plane must know them; a test holds them against the adapters. */
export const PROVIDERS: readonly Provider[] = [
  { id: 'openai', name: 'OpenAI', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'anthropic', name: 'Anthropic', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'gemini', name: 'Google Gemini', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  {
    id: 'vertex',
    name: 'Google Vertex AI',
    needsBaseUrl: false,
    isSecretOptional: false,
    settings: [
      { name: 'project', title: 'Project', isRequired: true, example: 'my-project' },
      { name: 'region', title: 'Region', isRequired: true, example: 'us-central1' },
      { name: 'auth', title: 'Authentication', isRequired: false, example: 'access_token' },
    ],
  },
  { id: 'openai-compatible', name: 'OpenAI-compatible', needsBaseUrl: true, isSecretOptional: true, settings: NO_SETTINGS },
  { id: 'mistral', name: 'Mistral', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'groq', name: 'Groq', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'deepseek', name: 'DeepSeek', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'xai', name: 'xAI', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'openrouter', name: 'OpenRouter', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'together', name: 'Together AI', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'fireworks', name: 'Fireworks AI', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'cerebras', name: 'Cerebras', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'perplexity', name: 'Perplexity', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'moonshotai', name: 'Moonshot AI', needsBaseUrl: false, isSecretOptional: false, settings: NO_SETTINGS },
  { id: 'ollama', name: 'Ollama', needsBaseUrl: false, isSecretOptional: true, settings: NO_SETTINGS },
];

/** The built-in simulated provider takes part in routes without a credential. */
export const SIMULATED_PROVIDER = 'sim';

/** Names of the price catalogue that are to become providers: a credential must not stand in their way. */
const RESERVED = [SIMULATED_PROVIDER, 'google', 'azure', 'bedrock', 'cohere'];

export function findProvider(id: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}

/** Whether a name means a provider wherever a model is named. */
export function isProviderId(name: string): boolean {
  return findProvider(name) !== undefined || RESERVED.includes(name);
}
