import type { ReasoningRequest } from '@tollgate/core/chat/request';
import type { ModelTraits } from './model-traits.ts';

/** What the words mean in tokens, as Google's own endpoint for OpenAI clients has it. */
const BUDGETS: Record<string, number> = { minimal: 1_024, low: 1_024, medium: 8_192, high: 24_576, xhigh: 32_768, max: 32_768 };

/** `null`: the model thinks as much as it does by itself. */
export function writeThinking(
  reasoning: ReasoningRequest | undefined,
  traits: ModelTraits,
  warnings: Set<string>,
): Record<string, unknown> | null {
  if (reasoning === undefined) return null;
  const { effort, maxTokens, summary } = reasoning;
  const isOff = reasoning.isOff === true || effort === 'none' || maxTokens === 0;
  if (!isOff && effort === undefined && maxTokens === undefined && summary === undefined) return null;
  if (traits.thinking === 'none') {
    if (!isOff) warnings.add('reasoning_effort');
    return null;
  }
  const amount =
    traits.thinking === 'budget' ? writeBudget(reasoning, isOff, traits, warnings) : writeLevel(reasoning, isOff, traits, warnings);
  return { ...amount, includeThoughts: !isOff };
}

function writeBudget({ effort, maxTokens }: ReasoningRequest, isOff: boolean, { budget }: ModelTraits, warnings: Set<string>): object {
  if (isOff) {
    if (budget.canBeOff) return { thinkingBudget: 0 };
    warnings.add('reasoning_effort');
    return { thinkingBudget: budget.least };
  }
  const wanted = maxTokens ?? (effort === undefined ? undefined : BUDGETS[effort]);
  if (wanted === undefined) {
    if (effort !== undefined) warnings.add('reasoning_effort');
    return {};
  }
  const thinkingBudget = Math.min(Math.max(Math.floor(wanted), budget.least), budget.most);
  if (maxTokens !== undefined && thinkingBudget !== maxTokens) warnings.add('reasoning_effort');
  return { thinkingBudget };
}

function writeLevel({ effort, maxTokens }: ReasoningRequest, isOff: boolean, { levels }: ModelTraits, warnings: Set<string>): object {
  if (isOff) {
    // It cannot be switched off.
    warnings.add('reasoning_effort');
    return { thinkingLevel: levels[0] };
  }
  if (effort === undefined && maxTokens === undefined) return {};
  const word = effort ?? wordFor(maxTokens ?? 0);
  if (levels.includes(word)) return { thinkingLevel: word };
  warnings.add('reasoning_effort');
  const nearest = NEAREST[word];
  return nearest === undefined ? {} : { thinkingLevel: levels.includes(nearest) ? nearest : levels.at(-1) };
}

const NEAREST: Record<string, string> = { minimal: 'low', medium: 'high', xhigh: 'high', max: 'high' };

/** The word for a budget that is given as a number. */
function wordFor(budget: number): string {
  return budget <= 4_096 ? 'low' : budget <= 12_288 ? 'medium' : 'high';
}
