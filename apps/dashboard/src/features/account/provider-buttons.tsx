import { Button } from '@tollgate/ui/button';
import { goToProvider } from '../../auth/go-to-provider.ts';
import type { SignInProvider } from '../../auth/sign-in-providers.ts';

/** One button for each configured provider; nothing when there is none. */
export function ProviderButtons({ providers, next }: { providers: readonly SignInProvider[]; next: string }) {
  if (providers.length === 0) return null;
  return (
    <>
      <div className="flex flex-col gap-2">
        {providers.map(({ id, name }) => (
          <form key={id} action={goToProvider} className="flex flex-col">
            <input type="hidden" name="provider" value={id} />
            <input type="hidden" name="next" value={next} />
            <Button type="submit">Continue with {name}</Button>
          </form>
        ))}
      </div>
      <p className="flex items-center gap-3 text-xs text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or with your password
      </p>
    </>
  );
}
