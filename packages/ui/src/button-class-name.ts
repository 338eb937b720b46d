import { classNames } from './class-names.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'icon';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-accent-foreground hover:bg-accent-hover',
  secondary: 'border-input bg-surface text-foreground hover:bg-surface-hover',
  ghost: 'border-transparent bg-transparent text-foreground hover:bg-surface-hover',
  danger: 'border-transparent bg-danger text-danger-foreground hover:bg-danger-hover',
};

const SIZES: Record<ButtonSize, string> = {
  small: 'h-7 px-2 text-xs',
  medium: 'h-9 px-3 text-sm',
  icon: 'size-8 p-0',
};

/** The look of a button, for links that must be anchors. */
export function buttonClassName(variant: ButtonVariant = 'secondary', size: ButtonSize = 'medium', className?: string): string {
  return classNames(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-150 select-none disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}
