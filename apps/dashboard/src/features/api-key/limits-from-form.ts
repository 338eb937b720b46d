export type FormLimits = {
  expiresAt: string | null;
  rpm: number | null;
  budgetUsd: string | null;
  budgetPer?: 'day' | 'week' | 'month' | 'total';
};

const PERIODS = ['day', 'week', 'month', 'total'] as const;

/** The limits that a key's form holds; an empty field is no limit. A date ends with its day in the browser's time zone. */
export function limitsFromForm(form: FormData): FormLimits {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const day = text('expiresAt');
  const budgetUsd = text('budgetUsd') || null;
  const budgetPer = PERIODS.find((period) => period === text('budgetPer')) ?? 'month';
  return {
    expiresAt: day === '' ? null : new Date(`${day}T23:59:59.999`).toISOString(),
    rpm: text('rpm') === '' ? null : Number(text('rpm')),
    budgetUsd,
    ...(budgetUsd === null ? {} : { budgetPer }),
  };
}
