import { classNames } from '@tollgate/ui/class-names';
import type { LiveState } from './use-live-tail.ts';

const WORDS: Record<LiveState, string> = {
  off: 'Live is off',
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Connection lost, trying again',
};

type LiveToggleProps = {
  isOn: boolean;
  /** A range that ends in the past gets nothing new. */
  isPossible: boolean;
  state: LiveState;
  sampledOneIn: number;
  onChange: (isOn: boolean) => void;
};

export function LiveToggle({ isOn, isPossible, state, sampledOneIn, onChange }: LiveToggleProps) {
  return (
    <span className="inline-flex items-center gap-2">
      <button
        type="button"
        role="switch"
        aria-checked={isOn && isPossible}
        disabled={!isPossible}
        title={isPossible ? 'Follow new requests (L)' : 'This range ends in the past'}
        className="inline-flex h-7 items-center gap-1.5 rounded-md border border-input bg-surface px-2 font-medium text-foreground hover:bg-surface-hover disabled:opacity-55"
        onClick={() => onChange(!isOn)}
      >
        <span
          aria-hidden
          className={classNames(
            'size-2 rounded-full',
            state === 'live' ? 'bg-success' : state === 'off' ? 'bg-muted-foreground' : 'bg-warning',
          )}
        />
        {WORDS[state]}
      </button>
      {sampledOneIn > 1 && <span className="text-warning">sampled 1 in {sampledOneIn.toLocaleString('en-US')}</span>}
    </span>
  );
}
