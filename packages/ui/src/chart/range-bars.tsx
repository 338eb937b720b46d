'use client';
import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { classNames } from '../class-names.ts';
import { axisTicks } from './axis-ticks.ts';

export type RangeBar = {
  /** ISO instant at which it begins. */
  start: string;
  /** `null` where nothing is known. */
  value: number | null;
  /** How much of the value is bad; drawn in another colour. */
  bad?: number;
  /** Its time is not over; drawn pale. */
  isProvisional?: boolean;
};

/** Places of the first and the last bar, both included. */
export type BarSelection = { from: number; to: number };

export type RangeBarsProps = {
  /** What is drawn, such as "Requests over time". */
  label: string;
  bars: readonly RangeBar[];
  /** Short text of a value, for the axis. */
  formatValue: (value: number) => string;
  /** Short text of a bar's beginning, for the axis. */
  formatTick: (start: string) => string;
  /** Everything that there is to say of one bar; shown, and read out, when it is reached. */
  describe: (index: number) => string;
  selection: BarSelection | null;
  onSelection: (selection: BarSelection | null) => void;
  /** Moments worth a mark, by the bar they lie in. */
  marks?: readonly { index: number; label: string }[];
};

const MOST_TICKS = 6;

/**
 * Bars over time of which a stretch can be chosen: with a drag, or with the arrow keys and Shift. Enter chooses one bar, Escape none.
 */
export function RangeBars({ label, bars, formatValue, formatTick, describe, selection, onSelection, marks }: RangeBarsProps) {
  const optionId = useId();
  const [active, setActive] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [isDragging, setDragging] = useState(false);
  const ticks = axisTicks(Math.max(0, ...bars.map(({ value }) => value ?? 0)));
  const top = ticks.at(-1) ?? 1;
  const isShown = active !== null && active < bars.length;

  function indexAt(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * bars.length)));
  }
  function selectBetween(one: number, other: number): void {
    onSelection({ from: Math.min(one, other), to: Math.max(one, other) });
  }
  function onKeyDown(event: KeyboardEvent): void {
    const at = active ?? bars.length - 1;
    const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (target !== undefined) {
      const next = active === null ? at : Math.min(bars.length - 1, Math.max(0, target));
      setActive(next);
      if (event.shiftKey) {
        const from = anchor ?? at;
        setAnchor(from);
        selectBetween(from, next);
      } else setAnchor(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && active !== null) selectBetween(active, active);
    else if (event.key === 'Escape' && selection !== null) onSelection(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs text-muted-foreground">
      <div aria-hidden className="relative min-w-8">
        {/* Its widest text gives the column its width. */}
        <span className="invisible block whitespace-nowrap">{formatValue(top)}</span>
        {ticks.map((tick) => (
          <span key={tick} className="absolute right-0 translate-y-1/2 whitespace-nowrap" style={{ bottom: `${(tick / top) * 100}%` }}>
            {formatValue(tick)}
          </span>
        ))}
      </div>
      <div
        role="listbox"
        aria-label={`${label}. Arrow keys read one step after the other, with Shift they choose a stretch.`}
        aria-multiselectable
        aria-orientation="horizontal"
        aria-activedescendant={isShown ? optionId : undefined}
        tabIndex={0}
        className="relative h-44 cursor-crosshair touch-pan-y select-none"
        onKeyDown={onKeyDown}
        onFocus={() => setActive((at) => at ?? bars.length - 1)}
        onBlur={() => setActive(null)}
        onPointerDown={(event) => {
          if (event.button !== 0 || bars.length === 0) return;
          const index = indexAt(event);
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
          setAnchor(index);
          selectBetween(index, index);
        }}
        onPointerMove={(event) => {
          const index = indexAt(event);
          setActive(index);
          if (isDragging && anchor !== null) selectBetween(anchor, index);
        }}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
        onPointerLeave={() => !isDragging && setActive(null)}
      >
        <svg aria-hidden viewBox={`0 0 ${Math.max(1, bars.length)} 100`} preserveAspectRatio="none" className="absolute inset-0 size-full">
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2={bars.length}
              y1={100 - (tick / top) * 100}
              y2={100 - (tick / top) * 100}
              stroke="var(--border)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {selection !== null && (
            <rect x={selection.from} width={selection.to - selection.from + 1} y="0" height="100" fill="var(--accent)" fillOpacity="0.16" />
          )}
          {isShown && <rect x={active} width="1" y="0" height="100" fill="var(--foreground)" fillOpacity="0.07" />}
          {bars.map(({ start, value, bad = 0, isProvisional = false }, index) => {
            if (value === null || value <= 0) return null;
            const height = (value / top) * 100;
            const badHeight = (Math.min(bad, value) / top) * 100;
            return (
              <g key={start} opacity={isProvisional ? 0.55 : 1}>
                <rect x={index + 0.1} width="0.8" y={100 - height} height={height - badHeight} fill="var(--chart-1)" />
                {badHeight > 0 && <rect x={index + 0.1} width="0.8" y={100 - badHeight} height={badHeight} fill="var(--danger)" />}
              </g>
            );
          })}
        </svg>
        {marks?.map(({ index, label: text }) => (
          <span
            key={`${index} ${text}`}
            title={text}
            aria-hidden
            className="absolute -top-1 size-0 -translate-x-1/2 border-x-4 border-t-6 border-x-transparent border-t-warning"
            style={{ left: `${((index + 0.5) / bars.length) * 100}%` }}
          />
        ))}
        {isShown && (
          <span
            role="option"
            id={optionId}
            aria-selected={selection !== null && active >= selection.from && active <= selection.to}
            aria-setsize={bars.length}
            aria-posinset={active + 1}
            className={classNames(
              'pointer-events-none absolute top-1 z-20 max-w-64 rounded-md border bg-surface px-2 py-1 text-xs whitespace-pre-line text-foreground shadow-md',
              active > bars.length / 2 ? '-translate-x-full' : '',
            )}
            style={{ left: `${((active + (active > bars.length / 2 ? 0 : 1)) / bars.length) * 100}%` }}
          >
            {describe(active)}
          </span>
        )}
      </div>
      <span />
      <div aria-hidden className="relative mt-1 h-4">
        {tickPlaces(bars.length).map((index, place) => (
          <span
            key={index}
            className={classNames('absolute whitespace-nowrap', index !== 0 && '-translate-x-1/2', place % 2 === 1 && 'max-sm:hidden')}
            style={{ left: `${((index === 0 ? 0 : index + 0.5) / bars.length) * 100}%` }}
          >
            {formatTick(bars[index]?.start ?? '')}
          </span>
        ))}
      </div>
    </div>
  );
}

/** A few places at even distances, the last not so near the end that its text would be cut. */
function tickPlaces(count: number): number[] {
  const step = Math.max(1, Math.ceil(count / MOST_TICKS));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step).filter((index) => index === 0 || index < count * 0.95);
}
