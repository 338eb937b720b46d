import { Button } from '@tollgate/ui/button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { signOut } from '../auth/sign-out.ts';
import { CreateFirstOrganization } from '../features/organization/create-first-organization.tsx';

/** What someone sees whose last membership ended. */
export function NoOrganization({ email }: { email: string }) {
  return (
    <main className="mx-auto max-w-lg px-4 py-16">
      <EmptyState
        title="You belong to no organisation"
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <CreateFirstOrganization />
            <form action={signOut}>
              <Button type="submit">Sign out</Button>
            </form>
          </div>
        }
      >
        <h1 className="sr-only">No organisation</h1>
        The address {email} is a member of no organisation any more. Ask to be invited, or create one of your own.
      </EmptyState>
    </main>
  );
}
