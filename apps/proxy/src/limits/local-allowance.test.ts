import type { KeyDocument } from '@tollgate/core/snapshot/documents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyRuntime, type KeyRuntime } from '../snapshot/runtime.ts';
import { LocalAllowance } from './local-allowance.ts';

function key(limits: Partial<KeyDocument['limits']>, remainingNano: number | null = null): KeyRuntime {
  const runtime = createKeyRuntime(
    {
      id: 'key_1',
      version: 1,
      organizationId: 'org_1',
      projectId: 'prj_1',
      memberId: null,
      name: 'test',
      status: 'active',
      expiresAtMs: null,
      limits: { requestsPerMinute: null, budget: null, ...limits },
    },
    undefined,
  );
  runtime.lastRemainingNano = remainingNano;
  return runtime;
}

const budget = (nano: number) => ({ budget: { pico: `${nano}000`, per: 'month' as const } });
const DOLLAR = 1_000_000_000;

function spendAll(allowance: LocalAllowance, of: KeyRuntime, stepNano: number): number {
  let spent = 0;
  while (allowance.take(of, stepNano, 0) === 'admitted') spent += stepNano;
  return spent;
}

describe('without Redis a process lets pass on its own', () => {
  it.each([
    ['one per cent of a small budget', 10 * DOLLAR, null, 0.1 * DOLLAR],
    ['one dollar of a large one', 5000 * DOLLAR, null, DOLLAR],
    ['no more than was left', 100 * DOLLAR, 5 * DOLLAR, DOLLAR],
    ['nothing when less than five per cent was left', 100 * DOLLAR, 5 * DOLLAR - 1, 0],
    ['nothing of a budget that was used up', 100 * DOLLAR, -3, 0],
    ['nothing of a budget of nothing', 0, null, 0],
  ])('%s', (_what, budgetNano, leftNano, mostNano) => {
    expect(spendAll(new LocalAllowance(), key(budget(budgetNano), leftNano), 1_000_000)).toBe(mostNano);
  });

  it('never more than its bound, whatever the requests need', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 * DOLLAR }),
        fc.array(fc.integer({ min: 0, max: DOLLAR }), { maxLength: 60 }),
        (budgetNano, needs) => {
          const allowance = new LocalAllowance();
          const of = key(budget(budgetNano));
          let spent = 0;
          for (const need of needs) if (allowance.take(of, need, 0) === 'admitted') spent += need;
          expect(spent).toBeLessThanOrEqual(Math.min(DOLLAR, budgetNano * 0.01));
        },
      ),
    );
  });

  it.each([1, 3, 7, 11, 60, 67, 999, 7001])('exactly %i requests a minute at once for a key limited so', (requestsPerMinute) => {
    const allowance = new LocalAllowance();
    const of = key({ requestsPerMinute });
    const nowMs = 1_790_000_000_123;
    for (let i = 0; i < requestsPerMinute; i++) expect(allowance.take(of, 0, nowMs)).toBe('admitted');
    expect(allowance.take(of, 0, nowMs)).toBe('rate_limited');
    expect(allowance.take(of, 0, nowMs + 60_000 / requestsPerMinute + 1)).toBe('admitted');
  });

  it('a request that the budget refuses without counting it against the rate', () => {
    const allowance = new LocalAllowance();
    const of = key({ requestsPerMinute: 1, ...budget(DOLLAR) });
    expect(allowance.take(of, DOLLAR, 0)).toBe('over_budget');
    expect(allowance.take(of, 1, 0)).toBe('admitted');
    expect(allowance.take(of, 1, 0)).toBe('rate_limited');
  });

  it('what it has let pass once more only after the shared counters are back', () => {
    const allowance = new LocalAllowance();
    const of = key(budget(100 * DOLLAR));
    expect(spendAll(allowance, of, 10_000_000)).toBe(DOLLAR);
    expect(spendAll(allowance, of, 10_000_000)).toBe(0);
    allowance.reset(of);
    expect(spendAll(allowance, of, 10_000_000)).toBe(DOLLAR);
  });
});
