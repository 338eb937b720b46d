import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';

/** For what an open browser alone must not be able to do. Somebody without a password must have signed in a moment ago instead. */
export function CurrentPasswordField({ hasPassword, error }: { hasPassword: boolean; error: string | undefined }) {
  if (!hasPassword) return null;
  return (
    <Field label="Current password" isRequired error={error}>
      {(control) => <Input {...control} name="currentPassword" type="password" autoComplete="current-password" required maxLength={1024} />}
    </Field>
  );
}
