/** What a model behind Converse takes beyond what all of them do. */
export type ModelTraits = {
  family: 'claude' | 'nova' | 'gpt-oss' | 'other';
  /** What a call can be forced to: some tool or a named one, some tool only, or nothing. */
  forcedTools: 'named' | 'any' | 'none';
  hasCachePoints: boolean;
  /** Takes a JSON Schema for its answer (`outputConfig`). */
  hasSchema: boolean;
};

const CLAUDE: ModelTraits = { family: 'claude', forcedTools: 'named', hasCachePoints: true, hasSchema: false };
const NOVA: ModelTraits = { family: 'nova', forcedTools: 'named', hasCachePoints: true, hasSchema: false };
const MISTRAL: ModelTraits = { family: 'other', forcedTools: 'any', hasCachePoints: false, hasSchema: false };
const GPT_OSS: ModelTraits = { family: 'gpt-oss', forcedTools: 'none', hasCachePoints: false, hasSchema: true };
const OPEN_WEIGHTS: ModelTraits = { family: 'other', forcedTools: 'none', hasCachePoints: false, hasSchema: true };
const PLAIN: ModelTraits = { family: 'other', forcedTools: 'none', hasCachePoints: false, hasSchema: false };
/** An application inference profile does not say what is behind it: what the caller asks for is passed on. */
const OPAQUE: ModelTraits = { family: 'other', forcedTools: 'named', hasCachePoints: true, hasSchema: false };

/**
 * Read from the model id, with or without a region's prefix or an ARN around it. Who can be forced to call a tool is from AWS's
 * reference of `ToolChoice`, who takes a schema from its list of models with structured outputs.
 */
export function traitsOf(model: string): ModelTraits {
  const name = model.toLowerCase();
  if (name.includes('claude')) return CLAUDE;
  if (name.includes('amazon.nova')) return NOVA;
  if (name.includes('mistral.')) return MISTRAL;
  if (name.includes('openai.gpt-oss')) return GPT_OSS;
  if (/(?:qwen|minimax|moonshot|moonshotai|deepseek|google|nvidia)\.(?!r1)/.test(name)) return OPEN_WEIGHTS;
  return name.startsWith('arn:') && name.includes(':application-inference-profile/') ? OPAQUE : PLAIN;
}
