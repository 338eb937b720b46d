'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import type { PricedModel, PriceRow } from './price-row.ts';

const FIELDS = ['provider', 'model', 'effectiveFrom', 'inputUsdPerMillion', 'outputUsdPerMillion', 'cachedInputUsdPerMillion'];

const AMOUNT = { inputMode: 'decimal', autoComplete: 'off', maxLength: 20 } as const;

export function OverrideDialog({ model, onClose }: { model: PricedModel & Partial<PriceRow>; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(
    trpc.price.saveOverride.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.price.pathFilter());
        showToast('Saved. Calls from its date on are priced with it.');
        onClose();
      },
    }),
  );
  const errors = fieldErrors(save.error, FIELDS);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const cached = text('cachedInputUsdPerMillion');
    save.mutate({
      provider: text('provider'),
      model: text('model'),
      effectiveFrom: text('effectiveFrom'),
      inputUsdPerMillion: text('inputUsdPerMillion'),
      outputUsdPerMillion: text('outputUsdPerMillion'),
      ...(cached === '' ? {} : { cachedInputUsdPerMillion: cached }),
    });
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title="Set a price of your own"
      description="It replaces the catalogue’s for your organisation, from its date on. Amounts are dollars per million tokens."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Provider" isRequired error={errors.of('provider')}>
            {(control) => (
              <Input
                {...control}
                name="provider"
                required
                maxLength={64}
                autoComplete="off"
                spellCheck={false}
                defaultValue={model.provider}
                placeholder="openai"
              />
            )}
          </Field>
          <Field label="Model" isRequired error={errors.of('model')}>
            {(control) => (
              <Input
                {...control}
                name="model"
                required
                maxLength={256}
                autoComplete="off"
                spellCheck={false}
                defaultValue={model.model}
                placeholder="gpt-4o"
              />
            )}
          </Field>
          <Field label="Input" isRequired error={errors.of('inputUsdPerMillion')}>
            {(control) => (
              <Input
                {...control}
                {...AMOUNT}
                name="inputUsdPerMillion"
                required
                defaultValue={model.inputUsdPerMillion ?? ''}
                placeholder="2.50"
              />
            )}
          </Field>
          <Field label="Output" isRequired error={errors.of('outputUsdPerMillion')}>
            {(control) => (
              <Input
                {...control}
                {...AMOUNT}
                name="outputUsdPerMillion"
                required
                defaultValue={model.outputUsdPerMillion ?? ''}
                placeholder="10"
              />
            )}
          </Field>
          <Field label="Cached input" hint="Empty: as input." error={errors.of('cachedInputUsdPerMillion')}>
            {(control) => (
              <Input {...control} {...AMOUNT} name="cachedInputUsdPerMillion" defaultValue={model.cachedInputUsdPerMillion ?? ''} />
            )}
          </Field>
          <Field label="Valid from" isRequired hint="Midnight UTC." error={errors.of('effectiveFrom')}>
            {(control) => (
              <Input {...control} name="effectiveFrom" type="date" required defaultValue={new Date().toISOString().slice(0, 10)} />
            )}
          </Field>
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={save.isPending}>
            Save price
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
