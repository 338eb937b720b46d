import { Button } from '@tollgate/ui/button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { signOut } from '../auth/sign-out.ts';

/** What someone sees whose last membership ended. */
export function NoOrganization({ email }: { email: string }) {
  return (
    <main className="mx-auto max-w-lg px-4 py-16">
      <EmptyState
        title="You belong to no organisation"
        action={
          <form action={signOut}>
            <Button type="submit">Sign out</Button>
          </form>
        }
      >
        <h1 className="sr-only">No organisation</h1>
        The address {email} is a member of no organisation any more. Ask an owner to add you again, or sign up with another address.
      </EmptyState>
    </main>
  );
}
