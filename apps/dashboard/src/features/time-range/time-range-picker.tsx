'use client';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Popover } from '@tollgate/ui/popover';
import { Skeleton } from '@tollgate/ui/skeleton';
import { CalendarRange, ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { describeRange } from './describe-range.ts';
import { zoneName } from './format-bucket.ts';
import { resolveRange } from './range.ts';
import type { TimeRangeFields } from './time-range-panel.tsx';

const TimeRangePanel = lazy(async () => ({ default: (await import('./time-range-panel.tsx')).TimeRangePanel }));

type TimeRangePickerProps = TimeRangeFields & { className?: string };

/** The span of time of a page, with its zone: names, typed words, two moments, and what it is compared with. */
export function TimeRangePicker(props: TimeRangePickerProps) {
  const [isOpen, setOpen] = useState(false);
  const { choice, zone, nowMs } = props;
  const name = describeRange(choice, zone, nowMs);
  const abbreviation = zoneName(resolveRange(choice, zone, nowMs).toMs - 1, zone);
  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={setOpen}
      label="Time range"
      triggerClassName={buttonClassName('secondary', 'medium', props.className)}
      trigger={
        <>
          <CalendarRange aria-hidden className="text-muted-foreground" />
          <span className="sr-only">Time range: </span>
          <span className="truncate">{name}</span>
          <span className="font-normal text-muted-foreground">{abbreviation}</span>
          <span className="sr-only"> {zone}</span>
          <ChevronDown aria-hidden className="text-muted-foreground" />
        </>
      }
      className="w-[min(34rem,calc(100vw-1rem))]"
    >
      <Suspense fallback={<Skeleton className="m-4 h-80" />}>
        <TimeRangePanel {...props} onDone={() => setOpen(false)} />
      </Suspense>
    </Popover>
  );
}
