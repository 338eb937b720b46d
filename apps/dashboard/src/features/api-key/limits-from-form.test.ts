import { describe, expect, it } from 'vitest';
import { limitsFromForm } from './limits-from-form.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe('limitsFromForm', () => {
  it('reads empty fields as no limit and sends no period without a budget', () => {
    expect(limitsFromForm(form({ expiresAt: '', rpm: ' ', budgetUsd: '', budgetPer: 'week' }))).toEqual({
      expiresAt: null,
      rpm: null,
      budgetUsd: null,
    });
  });

  it('ends a key with its day', () => {
    const { expiresAt } = limitsFromForm(form({ expiresAt: '2030-02-28' }));
    expect(new Date(expiresAt!).getTime()).toBe(new Date(2030, 1, 28, 23, 59, 59, 999).getTime());
  });

  it('keeps an amount as the text that was typed', () => {
    expect(limitsFromForm(form({ rpm: '600', budgetUsd: ' 12.50 ', budgetPer: 'day' }))).toEqual({
      expiresAt: null,
      rpm: 600,
      budgetUsd: '12.50',
      budgetPer: 'day',
    });
  });
});
