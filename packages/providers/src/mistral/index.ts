import { createOpenAiCompatibleAdapter } from '../openai-compatible/index.ts';
import { toToolCallId } from './to-tool-call-id.ts';

/** Mistral speaks the dialect but answers 422 to any field that it does not know. */
export const mistralAdapter = createOpenAiCompatibleAdapter({
  id: 'mistral',
  // Its content may be an array of parts, and fields it does not know are errors.
  passesThrough: false,
  name: 'Mistral',
  defaultBaseUrl: 'https://api.mistral.ai/v1',
  isSecretOptional: false,
  quirks: {
    seedField: 'random_seed',
    hasStreamOptions: false,
    reasoningField: null,
    toToolCallId,
    unsupported: [
      'user',
      'metadata',
      'store',
      'logprobs',
      'top_logprobs',
      'top_k',
      'logit_bias',
      'modalities',
      'audio',
      'service_tier',
      'verbosity',
      'safety_identifier',
      'web_search_options',
    ],
  },
});
