import type { CredentialSettings, ProviderAdapter, SettingSpec } from './adapter.ts';
import { anthropicAdapter } from './anthropic/index.ts';
import { geminiAdapter } from './gemini/index.ts';
import { mistralAdapter } from './mistral/index.ts';
import { createOpenAiCompatibleAdapter as compatible } from './openai-compatible/index.ts';
import { openAiAdapter } from './openai/index.ts';
import { simAdapter } from './sim/index.ts';
import { vertexAdapter } from './vertex/index.ts';

const ADAPTERS: readonly ProviderAdapter[] = [
  openAiAdapter,
  anthropicAdapter,
  geminiAdapter,
  vertexAdapter,
  simAdapter,
  compatible({ id: 'openai-compatible', name: 'OpenAI-compatible', defaultBaseUrl: null, isSecretOptional: true }),
  mistralAdapter,
  compatible({
    id: 'groq',
    name: 'Groq',
    defaultBaseUrl: 'https://api.groq.com/openai/v1',
    isSecretOptional: false,
    quirks: {
      maxTokensField: 'max_completion_tokens',
      reasoningField: null,
      unsupported: ['logprobs', 'top_logprobs', 'logit_bias', 'top_k'],
    },
  }),
  compatible({
    id: 'deepseek',
    name: 'DeepSeek',
    defaultBaseUrl: 'https://api.deepseek.com/v1',
    isSecretOptional: false,
    quirks: { hasJsonSchema: false },
  }),
  compatible({
    id: 'xai',
    // Its completion tokens leave reasoning out.
    passesThrough: false,
    name: 'xAI',
    defaultBaseUrl: 'https://api.x.ai/v1',
    isSecretOptional: false,
    quirks: { reasoningField: null, unsupported: ['top_k', 'logit_bias'] },
  }),
  compatible({
    id: 'openrouter',
    name: 'OpenRouter',
    defaultBaseUrl: 'https://openrouter.ai/api/v1',
    isSecretOptional: false,
    // Its list of models answers without a key and so proves nothing.
    probePath: '/key',
    quirks: { hasDeveloperRole: true, hasCacheControl: true, reasoningField: 'reasoning' },
  }),
  compatible({ id: 'together', name: 'Together AI', defaultBaseUrl: 'https://api.together.xyz/v1', isSecretOptional: false }),
  compatible({ id: 'fireworks', name: 'Fireworks AI', defaultBaseUrl: 'https://api.fireworks.ai/inference/v1', isSecretOptional: false }),
  compatible({
    id: 'cerebras',
    name: 'Cerebras',
    defaultBaseUrl: 'https://api.cerebras.ai/v1',
    isSecretOptional: false,
    quirks: {
      maxTokensField: 'max_completion_tokens',
      reasoningField: 'reasoning',
      unsupported: ['frequency_penalty', 'presence_penalty', 'logit_bias', 'top_k'],
    },
  }),
  compatible({
    id: 'perplexity',
    name: 'Perplexity',
    defaultBaseUrl: 'https://api.perplexity.ai',
    isSecretOptional: false,
    // It lists no models; its list of asynchronous jobs needs the key.
    probePath: '/async/chat/completions',
    quirks: { reasoningField: null },
  }),
  compatible({ id: 'moonshotai', name: 'Moonshot AI', defaultBaseUrl: 'https://api.moonshot.ai/v1', isSecretOptional: false }),
  compatible({ id: 'ollama', name: 'Ollama', defaultBaseUrl: 'http://localhost:11434/v1', isSecretOptional: true }),
];

const BY_ID = new Map(ADAPTERS.map((adapter) => [adapter.id, adapter]));

export const PROVIDER_IDS: readonly string[] = ADAPTERS.map((adapter) => adapter.id);

export function adapterFor(providerId: string): ProviderAdapter | undefined {
  return BY_ID.get(providerId);
}

export type ProviderSummary = {
  id: string;
  name: string;
  needsBaseUrl: boolean;
  isSecretOptional: boolean;
  settings: readonly SettingSpec[];
};

/** For choosing a provider by hand. The simulated one needs no base URL from a tenant: the operator gives it. */
export function listProviders(): ProviderSummary[] {
  return ADAPTERS.map((adapter) => ({
    id: adapter.id,
    name: adapter.name,
    needsBaseUrl: adapter.defaultBaseUrl(exampleSettings(adapter)) === null && adapter !== simAdapter,
    settings: adapter.settings,
    isSecretOptional: adapter.isSecretOptional,
  }));
}

function exampleSettings(adapter: ProviderAdapter): CredentialSettings {
  return Object.fromEntries(adapter.settings.map(({ name, example }) => [name, example]));
}
