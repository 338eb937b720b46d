import { expect, test } from 'vitest';
import { traitsOf } from './model-traits.ts';

test.each([
  ['claude-3-haiku-20240307', 'budget', true],
  ['claude-3-7-sonnet-20250219', 'budget', true],
  ['claude-sonnet-4-20250514', 'budget', true],
  ['claude-haiku-4-5-20251001', 'budget', true],
  ['claude-sonnet-4-6', 'adaptive', true],
  ['claude-opus-4-7', 'adaptive', false],
  ['claude-fable-5', 'adaptive', false],
  ['my-alias', 'budget', true],
])('%s thinks by %s; sampling allowed: %s', (model, thinking, hasSampling) => {
  expect(traitsOf(model)).toMatchObject({ thinking, hasSampling });
});

test.each([
  ['claude-opus-4-1-20250805', false],
  ['claude-haiku-4-5-20251001', true],
  ['claude-sonnet-4-6', true],
  ['my-alias', false],
])('%s holds answers to a schema: %s', (model, hasJsonSchema) => {
  expect(traitsOf(model)).toMatchObject({ hasJsonSchema });
});
