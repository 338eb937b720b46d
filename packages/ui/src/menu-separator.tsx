'use client';
import { Menu as BaseMenu } from '@base-ui/react/menu';

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-border" />;
}
