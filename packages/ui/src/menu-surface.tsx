'use client';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { exposeFocusGuards } from './expose-focus-guards.ts';
import { isWithin } from './is-within.ts';
import { landmarkOf } from './landmark-of.ts';

type MenuSurfaceProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchor: HTMLElement | null;
  align: 'start' | 'center' | 'end';
  side: 'top' | 'bottom';
  children: ReactNode;
};

const ITEM =
  'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-disabled:opacity-55 data-highlighted:bg-surface-hover [&_svg]:size-4 [&_svg]:shrink-0';

export function MenuSurface({ isOpen, onOpenChange, anchor, align, side, children }: MenuSurfaceProps) {
  return (
    <BaseMenu.Root
      modal={false}
      open={isOpen}
      onOpenChange={(open, { event }) => {
        if (open || !isWithin(anchor, event.target)) onOpenChange(open);
      }}
      onOpenChangeComplete={(open) => open && exposeFocusGuards()}
    >
      {/* Out of the flow: a flex container would leave a gap for it. */}
      <BaseMenu.Portal container={landmarkOf(anchor)} className="absolute">
        <BaseMenu.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          positionMethod="fixed"
          className="z-50"
        >
          <BaseMenu.Popup
            finalFocus={() => anchor}
            aria-label={anchor?.getAttribute('aria-label') ?? anchor?.textContent ?? undefined}
            className="max-h-[min(24rem,var(--available-height))] min-w-48 max-w-80 overflow-y-auto rounded-md border bg-surface p-1 text-foreground shadow-md transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

type MenuItemProps = { onSelect: () => void; icon?: ReactNode; isDanger?: boolean; isDisabled?: boolean; children: ReactNode };

export function MenuItemSurface({ onSelect, icon, isDanger = false, isDisabled = false, children }: MenuItemProps) {
  return (
    <BaseMenu.Item onClick={onSelect} disabled={isDisabled} className={classNames(ITEM, isDanger && 'text-danger')}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </BaseMenu.Item>
  );
}

type MenuChoiceProps = {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; icon?: ReactNode }[];
};

export function MenuChoiceSurface({ label, value, onValueChange, options }: MenuChoiceProps) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted-foreground">{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next: string) => onValueChange(next)}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={ITEM}>
            {option.icon}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            <BaseMenu.RadioItemIndicator>
              <Check aria-hidden className="text-accent" />
            </BaseMenu.RadioItemIndicator>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

export function MenuSeparatorSurface() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-border" />;
}
