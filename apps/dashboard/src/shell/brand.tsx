/** The mark and the name. The mark is a gate. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold">
      <svg aria-hidden viewBox="0 0 32 32" className="size-6">
        <rect width="32" height="32" rx="7" className="fill-accent" />
        <path
          d="M8 23V10h16v13M8 15h16M16 15v8"
          className="fill-none stroke-accent-foreground"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Tollgate
    </span>
  );
}
