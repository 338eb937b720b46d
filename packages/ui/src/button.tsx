import type { ComponentProps, ReactNode } from 'react';
import { buttonClassName, type ButtonSize, type ButtonVariant } from './button-class-name.ts';

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows a spinner and takes no clicks; the label stays so that the width does not jump. */
  isPending?: boolean;
  icon?: ReactNode;
};

export function Button({
  variant = 'secondary',
  size = 'medium',
  isPending = false,
  icon,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || isPending}
      aria-busy={isPending || undefined}
      className={buttonClassName(variant, size, className)}
    >
      {isPending ? (
        <span aria-hidden className="animate-spinner size-3.5 shrink-0 rounded-full border-2 border-current border-r-transparent" />
      ) : (
        icon
      )}
      {children}
    </button>
  );
}
