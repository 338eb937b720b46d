import { classNames } from '../class-names.ts';
import { sparklinePath } from './sparkline-path.ts';

const WIDTH = 96;
const HEIGHT = 24;

/** A small line without axes. It repeats what the number beside it says, so it is hidden from screen readers. */
export function Sparkline({ values, className }: { values: readonly (number | null)[]; className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`}
      preserveAspectRatio="none"
      className={classNames('h-6 w-24 text-accent', className)}
    >
      <path
        d={sparklinePath(values, WIDTH, HEIGHT)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
