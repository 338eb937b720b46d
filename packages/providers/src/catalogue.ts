import type { OpenAiCompatibleOptions } from './openai-compatible/index.ts';

/** A server that speaks OpenAI's chat dialect, as data. */
export type CatalogueEntry = OpenAiCompatibleOptions;

/** Their lists of models answer without a key and so prove nothing. */
const NO_PROBE = { probePath: null } as const;

function hosted(id: string, name: string, defaultBaseUrl: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return { id, name, defaultBaseUrl, isSecretOptional: false, ...more };
}

function onPremises(id: string, name: string, defaultBaseUrl: string | null, more: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return { id, name, defaultBaseUrl, isSecretOptional: true, ...more };
}

/** Departures that recorded answers show: who has one is translated even for callers of the same dialect. */
const RECORDED: readonly CatalogueEntry[] = [
  hosted('groq', 'Groq', 'https://api.groq.com/openai/v1', {
    // The usage of a stream may stand in `x_groq` only.
    passesThrough: false,
    quirks: {
      maxTokensField: 'max_completion_tokens',
      reasoningField: null,
      unsupported: ['logprobs', 'top_logprobs', 'logit_bias', 'top_k'],
    },
  }),
  hosted('deepseek', 'DeepSeek', 'https://api.deepseek.com/v1', { hasResponses: true, quirks: { hasJsonSchema: false } }),
  hosted('xai', 'xAI', 'https://api.x.ai/v1', {
    // Its completion tokens leave reasoning out.
    passesThrough: false,
    hasResponses: true,
    quirks: { reasoningField: null, unsupported: ['top_k', 'logit_bias'] },
  }),
  hosted('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', {
    // Deltas of some of its hosts repeat a tool's name, which clients join.
    passesThrough: false,
    hasResponses: true,
    probePath: '/key',
    quirks: { hasDeveloperRole: true, hasCacheControl: true, reasoningField: 'reasoning' },
  }),
  // Its cached tokens stand where no client looks.
  hosted('moonshotai', 'Moonshot AI', 'https://api.moonshot.ai/v1', { passesThrough: false }),
  hosted('perplexity', 'Perplexity', 'https://api.perplexity.ai', {
    // It lists no models; its list of asynchronous jobs needs the key.
    probePath: '/async/chat/completions',
    quirks: { reasoningField: null },
  }),
  hosted('cerebras', 'Cerebras', 'https://api.cerebras.ai/v1', {
    quirks: {
      maxTokensField: 'max_completion_tokens',
      reasoningField: 'reasoning',
      unsupported: ['frequency_penalty', 'presence_penalty', 'logit_bias', 'top_k'],
    },
  }),
  hosted('alibaba', 'Alibaba Cloud Model Studio', 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1'),
  hosted('zai', 'Z.ai', 'https://api.z.ai/api/paas/v4', { quirks: { hasJsonSchema: false } }),
  hosted('huggingface', 'Hugging Face', 'https://router.huggingface.co/v1', NO_PROBE),
  hosted('ollama-cloud', 'Ollama Cloud', 'https://ollama.com/v1', { quirks: { reasoningField: 'reasoning' } }),
];

/** Makers of models. Base URLs: models.dev, and the makers' documentation where it has none. */
const MAKERS: readonly CatalogueEntry[] = [
  hosted('ai21', 'AI21 Labs', 'https://api.ai21.com/studio/v1'),
  hosted('baidu', 'Baidu Qianfan', 'https://qianfan.baidubce.com/v2'),
  hosted('inception', 'Inception', 'https://api.inceptionlabs.ai/v1'),
  hosted('llama-api', 'Meta Llama API', 'https://api.llama.com/compat/v1'),
  hosted('minimax', 'MiniMax', 'https://api.minimax.io/v1'),
  hosted('morph', 'Morph', 'https://api.morphllm.com/v1'),
  hosted('sarvam', 'Sarvam AI', 'https://api.sarvam.ai/v1'),
  hosted('stepfun', 'StepFun', 'https://api.stepfun.com/v1'),
  hosted('tencent', 'Tencent Hunyuan', 'https://api.hunyuan.cloud.tencent.com/v1'),
  hosted('upstage', 'Upstage', 'https://api.upstage.ai/v1'),
  hosted('volcengine', 'Volcengine Ark', 'https://ark.cn-beijing.volces.com/api/v3'),
  hosted('xiaomi', 'Xiaomi MiMo', 'https://api.xiaomimimo.com/v1'),
  hosted('zhipuai', 'Zhipu AI', 'https://open.bigmodel.cn/api/paas/v4', { quirks: { hasJsonSchema: false } }),
];

/** Hosts of other makers' models. Base URLs: models.dev, and the hosts' documentation where it has none. */
const HOSTS: readonly CatalogueEntry[] = [
  hosted('baseten', 'Baseten', 'https://inference.baseten.co/v1'),
  hosted('chutes', 'Chutes', 'https://llm.chutes.ai/v1', NO_PROBE),
  hosted('cloudflare', 'Cloudflare Workers AI', 'https://api.cloudflare.com/client/v4/accounts/{account_id}/ai/v1', {
    probePath: null,
    settings: [{ name: 'account_id', title: 'Account ID', isRequired: true, example: '0123456789abcdef0123456789abcdef' }],
  }),
  hosted('deepinfra', 'DeepInfra', 'https://api.deepinfra.com/v1/openai', NO_PROBE),
  hosted('digitalocean', 'DigitalOcean Gradient', 'https://inference.do-ai.run/v1'),
  hosted('featherless', 'Featherless AI', 'https://api.featherless.ai/v1'),
  hosted('fireworks', 'Fireworks AI', 'https://api.fireworks.ai/inference/v1', { hasCompletions: true }),
  hosted('friendli', 'Friendli', 'https://api.friendli.ai/serverless/v1'),
  hosted('github', 'GitHub Models', 'https://models.github.ai/inference', NO_PROBE),
  hosted('gmicloud', 'GMI Cloud', 'https://api.gmi-serving.com/v1'),
  hosted('hyperbolic', 'Hyperbolic', 'https://api.hyperbolic.xyz/v1'),
  hosted('nebius', 'Nebius Token Factory', 'https://api.tokenfactory.nebius.com/v1'),
  hosted('novita', 'Novita AI', 'https://api.novita.ai/openai'),
  hosted('nscale', 'Nscale', 'https://inference.api.nscale.com/v1'),
  hosted('nvidia', 'NVIDIA NIM', 'https://integrate.api.nvidia.com/v1', NO_PROBE),
  hosted('ovhcloud', 'OVHcloud AI Endpoints', 'https://oai.endpoints.kepler.ai.cloud.ovh.net/v1'),
  hosted('parasail', 'Parasail', 'https://api.parasail.io/v1'),
  hosted('poe', 'Poe', 'https://api.poe.com/v1'),
  hosted('requesty', 'Requesty', 'https://router.requesty.ai/v1'),
  hosted('sambanova', 'SambaNova', 'https://api.sambanova.ai/v1', NO_PROBE),
  hosted('scaleway', 'Scaleway', 'https://api.scaleway.ai/v1'),
  hosted('siliconflow', 'SiliconFlow', 'https://api.siliconflow.com/v1'),
  hosted('together', 'Together AI', 'https://api.together.xyz/v1', { hasCompletions: true }),
  hosted('venice', 'Venice AI', 'https://api.venice.ai/api/v1'),
  hosted('vercel', 'Vercel AI Gateway', 'https://ai-gateway.vercel.sh/v1', { probePath: '/credits' }),
  hosted('wandb', 'Weights & Biases Inference', 'https://api.inference.wandb.ai/v1'),
];

/** Servers that people run themselves, at the ports where they listen unless told otherwise; a credential may say another address. */
const SERVERS: readonly CatalogueEntry[] = [
  onPremises('ollama', 'Ollama', 'http://localhost:11434/v1', { hasCompletions: true, quirks: { reasoningField: 'reasoning' } }),
  onPremises('vllm', 'vLLM', 'http://localhost:8000/v1', { hasCompletions: true }),
  onPremises('sglang', 'SGLang', 'http://localhost:30000/v1', { hasCompletions: true }),
  onPremises('lmstudio', 'LM Studio', 'http://localhost:1234/v1', { hasCompletions: true }),
  onPremises('jan', 'Jan', 'http://localhost:1337/v1'),
  onPremises('llamacpp', 'llama.cpp', 'http://localhost:8080/v1', { hasCompletions: true }),
  onPremises('localai', 'LocalAI', 'http://localhost:8080/v1', { hasCompletions: true }),
  onPremises('openai-compatible', 'OpenAI-compatible', null),
];

/** Every provider of the dialect that needs no code of its own. */
export const CATALOGUE: readonly CatalogueEntry[] = [...RECORDED, ...MAKERS, ...HOSTS, ...SERVERS];
