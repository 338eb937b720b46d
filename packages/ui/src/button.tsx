'use client';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { buttonClassName, type ButtonSize, type ButtonVariant } from './button-class-name.ts';

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /**
   * Shows a spinner and takes no clicks; the label stays so that the width does not jump. A button that has this or submits takes a double
   * click for one: the second comes before the first is known to be under way.
   */
  isPending?: boolean;
  icon?: ReactNode;
};

export function Button({
  variant = 'secondary',
  size = 'medium',
  isPending,
  icon,
  className,
  children,
  disabled,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  const isOnce = type === 'submit' || isPending !== undefined;
  function click(event: MouseEvent<HTMLButtonElement>): void {
    if (isOnce && event.detail > 1) event.preventDefault();
    else onClick?.(event);
  }
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || isPending === true}
      onClick={click}
      aria-busy={isPending === true || undefined}
      className={buttonClassName(variant, size, className)}
    >
      {isPending === true ? (
        <span aria-hidden className="animate-spinner size-3.5 shrink-0 rounded-full border-2 border-current border-r-transparent" />
      ) : (
        icon
      )}
      {children}
    </button>
  );
}
