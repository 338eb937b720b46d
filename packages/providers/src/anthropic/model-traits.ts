/** What a Claude model demands of a request. */
export type ModelTraits = {
  /** `budget`: a number of thinking tokens; `adaptive`: an effort word, and a budget is refused. */
  thinking: 'budget' | 'adaptive';
  /** Whether temperature, top_p and top_k may be set at all. */
  hasSampling: boolean;
  hasEffortXhigh: boolean;
  /** Whether an effort may be asked for without thinking. */
  hasEffort: boolean;
  /** Whether it holds answers and strict tools to a schema. */
  hasJsonSchema: boolean;
};

const OLDEST: ModelTraits = { thinking: 'budget', hasSampling: true, hasEffortXhigh: false, hasEffort: false, hasJsonSchema: false };

/**
 * Read from the version in the name (`claude-sonnet-4-6`, `claude-3-7-sonnet-20250219`): schemas came with 4.5, adaptive thinking with 4.6; from 4.7
 * on sampling fields are refused. A name without a version is treated as an old model.
 */
export function traitsOf(model: string): ModelTraits {
  const match = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d{1,2})(?!\d))?/.exec(model);
  if (match === null) return OLDEST;
  const version = Number(match[1]) * 100 + Number(match[2] ?? 0);
  if (version < 405) return OLDEST;
  if (version < 406) return { ...OLDEST, hasEffort: model.includes('opus'), hasJsonSchema: true };
  return { thinking: 'adaptive', hasSampling: version < 407, hasEffortXhigh: version >= 407, hasEffort: true, hasJsonSchema: true };
}
