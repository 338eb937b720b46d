/**
 * Menus, popovers, dialogs and drawers are the largest part of the design system and no page shows one at first. They are loaded when
 * one is asked for, or as soon as somebody begins to use the page.
 */
export const loadSurfaces = () => import('./surfaces.ts');

/** Loads the surfaces at the first sign of a hand; call the result to stop waiting for it. */
export function loadSurfacesOnUse(): () => void {
  const signs = ['pointermove', 'pointerdown', 'keydown'] as const;
  const stop = (): void => signs.forEach((sign) => window.removeEventListener(sign, load));
  const load = (): void => {
    stop();
    void loadSurfaces();
  };
  for (const sign of signs) window.addEventListener(sign, load, { passive: true });
  return stop;
}
