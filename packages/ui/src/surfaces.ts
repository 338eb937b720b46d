export { DialogSurface } from './dialog-surface.tsx';
export { DrawerSurface } from './drawer-surface.tsx';
export { MenuChoiceSurface, MenuItemSurface, MenuSeparatorSurface, MenuSurface } from './menu-surface.tsx';
export { PopoverSurface } from './popover-surface.tsx';
