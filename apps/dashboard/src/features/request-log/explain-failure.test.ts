import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';

test('a request that succeeded has nothing to explain', () => {
  expect(explainFailure({ status: 200, errorCode: null, errorMessage: null })).toBeNull();
});

test('the proxy’s own words say what happened, and every failure says what to do', () => {
  expect(explainFailure({ status: 429, errorCode: 'budget_exceeded', errorMessage: 'The budget of key “a” is used up.' })).toEqual({
    what: 'The budget of key “a” is used up.',
    advice: expect.stringContaining('Raise the budget') as unknown,
  });
  for (const status of [400, 418, 499, 500, 599]) {
    expect(explainFailure({ status, errorCode: 'something_new', errorMessage: null })).toMatchObject({
      what: `It ended with status ${status}.`,
    });
    expect(explainFailure({ status, errorCode: null, errorMessage: null })?.advice).not.toBe('');
  }
});
