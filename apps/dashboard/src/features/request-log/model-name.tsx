import { CallerText } from '../caller-text/caller-text.tsx';

/** What was asked for and, where it differs, what served it. */
export function ModelName({ requested, provider, model }: { requested: string; provider: string | null; model: string | null }) {
  // A body that could not be read names no model.
  if (requested === '') return <span className="text-muted-foreground">–</span>;
  const served = model === null ? null : `${provider ?? ''}/${model}`;
  const isSame = served === null || served === requested || model === requested;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <CallerText text={requested} className="font-medium" />
      {!isSame && (
        <>
          <span className="text-muted-foreground">
            <span aria-hidden>→</span>
            <span className="sr-only">served by</span>
          </span>
          <CallerText text={served} className="text-muted-foreground" />
        </>
      )}
    </span>
  );
}
