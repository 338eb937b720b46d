import type { CredentialSettings, ProviderAdapter, SettingSpec } from './adapter.ts';
import { anthropicAdapter } from './anthropic/index.ts';
import { azureAdapter } from './azure/index.ts';
import { bedrockAdapter } from './bedrock/index.ts';
import { CATALOGUE } from './catalogue.ts';
import { cohereAdapter } from './cohere/index.ts';
import { geminiAdapter } from './gemini/index.ts';
import { mistralAdapter } from './mistral/index.ts';
import { createOpenAiCompatibleAdapter } from './openai-compatible/index.ts';
import { openAiAdapter } from './openai/index.ts';
import { simAdapter } from './sim/index.ts';
import { vertexAdapter } from './vertex/index.ts';

const ADAPTERS: readonly ProviderAdapter[] = [
  openAiAdapter,
  azureAdapter,
  anthropicAdapter,
  geminiAdapter,
  vertexAdapter,
  bedrockAdapter,
  mistralAdapter,
  cohereAdapter,
  simAdapter,
  ...CATALOGUE.map(createOpenAiCompatibleAdapter),
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
