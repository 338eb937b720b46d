import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { Select } from '@tollgate/ui/select';
import type { FieldErrors } from '../../shell/field-errors.ts';
import type { ApiKeyRow } from './api-key-row.ts';

/** The fields that creating and editing a key share. */
export function LimitFields({ errors, current, hasExpiry = true }: { errors: FieldErrors; current?: ApiKeyRow; hasExpiry?: boolean }) {
  return (
    <>
      {hasExpiry && (
        <Field
          label="Expires on"
          hint="The last day on which the key works, in your time zone. Empty: never."
          error={errors.of('expiresAt')}
        >
          {(control) => (
            <Input {...control} name="expiresAt" type="date" defaultValue={current?.expiresAt ? localDay(current.expiresAt) : ''} />
          )}
        </Field>
      )}
      <Field
        label="Requests per minute"
        hint="More than this is answered with 429 and a time to retry after. Empty: no limit."
        error={errors.of('rpm')}
      >
        {(control) => <Input {...control} name="rpm" type="number" min={1} max={10_000_000} step={1} defaultValue={current?.rpm ?? ''} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Budget in dollars" hint="Requests that could exceed it are refused. Empty: no budget." error={errors.of('budgetUsd')}>
          {(control) => (
            <Input
              {...control}
              name="budgetUsd"
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              placeholder="such as 50"
              defaultValue={current?.budget?.usd ?? ''}
            />
          )}
        </Field>
        <Field label="Budget starts anew" isRequired error={errors.of('budgetPer')}>
          {(control) => (
            <Select {...control} name="budgetPer" defaultValue={current?.budget?.per ?? 'month'}>
              <option value="day">every day (UTC)</option>
              <option value="week">every Monday (UTC)</option>
              <option value="month">every month (UTC)</option>
              <option value="total">never</option>
            </Select>
          )}
        </Field>
      </div>
    </>
  );
}

function localDay(instant: string): string {
  const date = new Date(instant);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
