/** What was asked for and, where it differs, what served it. Names come from callers: plain text, kept from reordering its surroundings. */
export function ModelName({ requested, provider, model }: { requested: string; provider: string | null; model: string | null }) {
  const served = model === null ? null : `${provider ?? ''}/${model}`;
  const isSame = served === null || served === requested || model === requested;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <bdi className="truncate font-medium" title={requested}>
        {requested}
      </bdi>
      {!isSame && (
        <>
          <span className="text-muted-foreground">
            <span aria-hidden>→</span>
            <span className="sr-only">served by</span>
          </span>
          <bdi className="truncate text-muted-foreground" title={served}>
            {served}
          </bdi>
        </>
      )}
    </span>
  );
}
