'use client';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

type MenuChoiceProps = {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; icon?: ReactNode }[];
};

/** A labelled group of menu entries of which exactly one is chosen. */
export function MenuChoice({ label, value, onValueChange, options }: MenuChoiceProps) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted-foreground">{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next: string) => onValueChange(next)}>
        {options.map((option) => (
          <BaseMenu.RadioItem
            key={option.value}
            value={option.value}
            closeOnClick
            className="flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-highlighted:bg-surface-hover [&_svg]:size-4 [&_svg]:shrink-0"
          >
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
