import { expect, test } from 'vitest';
import { traitsOf } from './model-traits.ts';
import { writeThinking } from './thinking.ts';

const write = (model: string, reasoning: Parameters<typeof writeThinking>[0]) => {
  const warnings = new Set<string>();
  return { config: writeThinking(reasoning, traitsOf(model), warnings), isWarned: warnings.size > 0 };
};
const shown = (fields: object) => ({ ...fields, includeThoughts: true });
const hidden = (fields: object) => ({ ...fields, includeThoughts: false });

test.each([
  ['gemini-2.5-flash', { effort: 'low' }, shown({ thinkingBudget: 1_024 }), false],
  ['gemini-2.5-flash', { effort: 'max' }, shown({ thinkingBudget: 24_576 }), false],
  ['gemini-2.5-pro', { effort: 'max' }, shown({ thinkingBudget: 32_768 }), false],
  ['gemini-2.5-flash', { effort: 'none' }, hidden({ thinkingBudget: 0 }), false],
  ['gemini-2.5-pro', { isOff: true }, hidden({ thinkingBudget: 128 }), true],
  ['gemini-2.5-flash-lite', { maxTokens: 100 }, shown({ thinkingBudget: 512 }), true],
  ['gemini-2.5-flash', { maxTokens: 5_000 }, shown({ thinkingBudget: 5_000 }), false],
  ['gemini-2.5-flash', { summary: 'auto' }, shown({}), false],
  ['gemini-2.5-flash', { effort: 'odd' }, shown({}), true],
  ['gemini-3-flash-preview', { effort: 'minimal' }, shown({ thinkingLevel: 'minimal' }), false],
  ['gemini-3-flash-preview', { effort: 'none' }, hidden({ thinkingLevel: 'minimal' }), true],
  ['gemini-3-pro-preview', { effort: 'medium' }, shown({ thinkingLevel: 'high' }), true],
  ['gemini-3.1-pro-preview', { effort: 'medium' }, shown({ thinkingLevel: 'medium' }), false],
  ['gemini-3.8-flash', { effort: 'minimal' }, shown({ thinkingLevel: 'low' }), true],
  ['gemini-flash-latest', { maxTokens: 20_000 }, shown({ thinkingLevel: 'high' }), false],
  ['gemini-3-flash-preview', { effort: 'xhigh' }, shown({ thinkingLevel: 'high' }), true],
  ['gemini-2.0-flash', { effort: 'high' }, null, true],
  ['gemini-2.0-flash', { effort: 'none' }, null, false],
  ['gemini-2.5-flash-image', { effort: 'high' }, null, true],
  ['gemini-2.5-flash', {}, null, false],
  ['gemini-2.5-flash', undefined, null, false],
])('%s thinks as far as %o can be said to it', (model, reasoning, config, isWarned) => {
  expect(write(model, reasoning)).toEqual({ config, isWarned });
});
