import { ROLES, roleGrants, type Role } from '@tollgate/core/access/permission';
import { Field } from '@tollgate/ui/field';
import { Select } from '@tollgate/ui/select';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { roleName } from './role-words.ts';

type RoleFieldProps = { value: Role; onChange: (role: Role) => void; error?: string | undefined };

/** The roles that whoever is signed in may give. */
export function RoleField({ value, onChange, error }: RoleFieldProps) {
  const { organization } = useWorkspace();
  const grantable = ROLES.filter((role) => roleGrants(organization.role, role));
  return (
    <Field label="Role" isRequired error={error}>
      {(control) => (
        <Select {...control} name="role" value={value} onChange={(event) => onChange(event.target.value as Role)}>
          {grantable.map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
