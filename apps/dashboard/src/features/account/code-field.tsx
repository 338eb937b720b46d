import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';

/** Takes a code typed or pasted, with or without spaces. */
export function CodeField({ hint, error }: { hint: string; error: string | undefined }) {
  return (
    <Field label="Code" isRequired hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          name="code"
          autoComplete="one-time-code"
          required
          maxLength={64}
          spellCheck={false}
          autoCapitalize="none"
          className="font-mono tracking-widest"
        />
      )}
    </Field>
  );
}
