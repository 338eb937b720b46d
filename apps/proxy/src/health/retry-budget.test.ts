import { expect, test } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

function places(budget: RetryBudget): number {
  let taken = 0;
  while (budget.take()) taken++;
  for (let i = 0; i < taken; i++) budget.release();
  return taken;
}

test.each([
  [0, 3],
  [1, 3],
  [15, 3],
  [16, 4],
  [100, 20],
  [101, 21],
])('of %i requests in flight, %i may be in a retry', (inFlight, retries) => {
  const budget = new RetryBudget();
  for (let i = 0; i < inFlight; i++) budget.begin();
  expect(budget.inFlight).toBe(inFlight);
  expect(places(budget)).toBe(retries);
  expect(places(budget)).toBe(retries);
});

test('a place that was given back can be taken again, and requests that end take theirs along', () => {
  const budget = new RetryBudget();
  for (let i = 0; i < 50; i++) budget.begin();
  for (let i = 0; i < 10; i++) expect(budget.take()).toBe(true);
  expect(budget.take()).toBe(false);
  budget.release();
  expect(budget.take()).toBe(true);
  for (let i = 0; i < 50; i++) budget.end();
  expect(budget.take()).toBe(false);
  expect(budget.inFlight).toBe(0);
});
