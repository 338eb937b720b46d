import type { ChatRequest } from '@tollgate/core/chat/request';
import { hasUnsignedToolUse } from './messages.ts';
import type { ModelTraits } from './model-traits.ts';

/** `null`: off. `maxTokens` includes what thinking may take. */
export type Thinking =
  | { form: 'budget'; budgetTokens: number; maxTokens: number }
  | { form: 'adaptive'; effort: string; maxTokens: number };

/** The API asks for at least this much. */
const LEAST_BUDGET = 1_024;
const DEFAULT_ANSWER_TOKENS = 4_096;
const BUDGETS: Record<string, number> = { low: 2_048, medium: 8_192, high: 16_384, xhigh: 32_000, max: 32_000 };

export function maxTokensOf(request: ChatRequest): number {
  return request.maxOutputTokens ?? DEFAULT_ANSWER_TOKENS;
}

/**
 * What `reasoning_effort` means here. A caller's output limit covers thinking too, as at OpenAI: the budget then takes at most
 * three quarters of it.
 */
export function planThinking(request: ChatRequest, traits: ModelTraits, warnings: Set<string>): Thinking | null {
  const { effort, maxTokens, isOff } = request.reasoning ?? {};
  if (isOff === true && effort !== undefined && effort !== 'none' && !traits.hasEffort) warnings.add('reasoning_effort');
  if (isOff === true || (maxTokens === undefined && (effort === undefined || effort === 'none' || effort === 'minimal'))) return null;
  const budget = maxTokens ?? BUDGETS[effort ?? ''];
  if (budget === undefined || hasUnsignedToolUse(request.messages)) {
    warnings.add('reasoning_effort');
    return null;
  }
  const limit = request.maxOutputTokens;
  if (traits.thinking === 'adaptive') {
    const isTooHigh = effort === 'xhigh' && !traits.hasEffortXhigh;
    if (isTooHigh) warnings.add('reasoning_effort');
    const chosen = isTooHigh ? 'high' : (effort ?? effortOf(budget));
    return { form: 'adaptive', effort: chosen, maxTokens: limit ?? budget + DEFAULT_ANSWER_TOKENS };
  }
  if (limit === undefined) return { form: 'budget', budgetTokens: budget, maxTokens: budget + DEFAULT_ANSWER_TOKENS };
  const budgetTokens = Math.min(budget, Math.floor(limit * 0.75));
  if (budgetTokens < LEAST_BUDGET) {
    warnings.add('reasoning_effort');
    return null;
  }
  return { form: 'budget', budgetTokens, maxTokens: limit };
}

/** The word for a budget that is given as a number. */
function effortOf(budget: number): string {
  return budget <= 4_096 ? 'low' : budget <= 12_288 ? 'medium' : 'high';
}
