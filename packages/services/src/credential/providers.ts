/** A plain value that a credential takes beside its secret. */
type Setting = { name: string; title: string; isRequired: boolean; example: string };

export type Provider = { id: string; name: string; needsBaseUrl: boolean; isSecretOptional: boolean; settings: readonly Setting[] };

/** A provider with a base URL of its own, that takes a secret and nothing else unless said otherwise. */
function provider(id: string, name: string, more: Partial<Provider> = {}): Provider {
  return { id, name, needsBaseUrl: false, isSecretOptional: false, settings: [], ...more };
}

/** The providers that a credential can be for, as far as the control plane must know them; a test holds them against the adapters. */
export const PROVIDERS: readonly Provider[] = [
  provider('openai', 'OpenAI'),
  provider('azure', 'Azure OpenAI', {
    needsBaseUrl: true,
    settings: [{ name: 'api_version', title: 'API version (none for v1)', isRequired: false, example: '2024-10-21' }],
  }),
  provider('anthropic', 'Anthropic'),
  provider('gemini', 'Google Gemini'),
  provider('vertex', 'Google Vertex AI', {
    settings: [
      { name: 'project', title: 'Project', isRequired: true, example: 'my-project' },
      { name: 'region', title: 'Region', isRequired: true, example: 'us-central1' },
      { name: 'auth', title: 'Authentication', isRequired: false, example: 'access_token' },
    ],
  }),
  provider('bedrock', 'Amazon Bedrock', {
    settings: [
      { name: 'region', title: 'Region', isRequired: true, example: 'us-east-1' },
      { name: 'access_key_id', title: 'Access key ID (none with a Bedrock API key)', isRequired: false, example: 'AKIAIOSFODNN7EXAMPLE' },
    ],
  }),
  provider('mistral', 'Mistral'),
  provider('cohere', 'Cohere'),
  provider('groq', 'Groq'),
  provider('deepseek', 'DeepSeek'),
  provider('xai', 'xAI'),
  provider('openrouter', 'OpenRouter'),
  provider('moonshotai', 'Moonshot AI'),
  provider('perplexity', 'Perplexity'),
  provider('cerebras', 'Cerebras'),
  provider('alibaba', 'Alibaba Cloud Model Studio'),
  provider('zai', 'Z.ai'),
  provider('huggingface', 'Hugging Face'),
  provider('ollama-cloud', 'Ollama Cloud'),
  provider('ai21', 'AI21 Labs'),
  provider('baidu', 'Baidu Qianfan'),
  provider('inception', 'Inception'),
  provider('llama-api', 'Meta Llama API'),
  provider('minimax', 'MiniMax'),
  provider('morph', 'Morph'),
  provider('sarvam', 'Sarvam AI'),
  provider('stepfun', 'StepFun'),
  provider('tencent', 'Tencent Hunyuan'),
  provider('upstage', 'Upstage'),
  provider('volcengine', 'Volcengine Ark'),
  provider('xiaomi', 'Xiaomi MiMo'),
  provider('zhipuai', 'Zhipu AI'),
  provider('baseten', 'Baseten'),
  provider('chutes', 'Chutes'),
  provider('cloudflare', 'Cloudflare Workers AI', {
    settings: [{ name: 'account_id', title: 'Account ID', isRequired: true, example: '0123456789abcdef0123456789abcdef' }],
  }),
  provider('deepinfra', 'DeepInfra'),
  provider('digitalocean', 'DigitalOcean Gradient'),
  provider('featherless', 'Featherless AI'),
  provider('fireworks', 'Fireworks AI'),
  provider('friendli', 'Friendli'),
  provider('github', 'GitHub Models'),
  provider('gmicloud', 'GMI Cloud'),
  provider('hyperbolic', 'Hyperbolic'),
  provider('nebius', 'Nebius Token Factory'),
  provider('novita', 'Novita AI'),
  provider('nscale', 'Nscale'),
  provider('nvidia', 'NVIDIA NIM'),
  provider('ovhcloud', 'OVHcloud AI Endpoints'),
  provider('parasail', 'Parasail'),
  provider('poe', 'Poe'),
  provider('requesty', 'Requesty'),
  provider('sambanova', 'SambaNova'),
  provider('scaleway', 'Scaleway'),
  provider('siliconflow', 'SiliconFlow'),
  provider('together', 'Together AI'),
  provider('venice', 'Venice AI'),
  provider('vercel', 'Vercel AI Gateway'),
  provider('wandb', 'Weights & Biases Inference'),
  provider('ollama', 'Ollama', { isSecretOptional: true }),
  provider('vllm', 'vLLM', { isSecretOptional: true }),
  provider('sglang', 'SGLang', { isSecretOptional: true }),
  provider('lmstudio', 'LM Studio', { isSecretOptional: true }),
  provider('jan', 'Jan', { isSecretOptional: true }),
  provider('llamacpp', 'llama.cpp', { isSecretOptional: true }),
  provider('localai', 'LocalAI', { isSecretOptional: true }),
  provider('openai-compatible', 'OpenAI-compatible', { needsBaseUrl: true, isSecretOptional: true }),
];

/** The built-in simulated provider takes part in routes without a credential. */
export const SIMULATED_PROVIDER = 'sim';

/** Names that mean something already: a credential must not stand in their way. */
const RESERVED = [SIMULATED_PROVIDER, 'google'];

export function findProvider(id: string): Provider | undefined {
  return PROVIDERS.find((known) => known.id === id);
}

/** Whether a name means a provider wherever a model is named. */
export function isProviderId(name: string): boolean {
  return findProvider(name) !== undefined || RESERVED.includes(name);
}
