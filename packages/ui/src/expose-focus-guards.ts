/**
 * Base UI surrounds an open menu or popover with empty elements that take the focus and pass it on. They are hidden from assistive
 * technology although they can be focused, which WCAG 4.1.2 (axe: aria-hidden-focus) forbids; shown, they say nothing either.
 */
export function exposeFocusGuards(): void {
  for (const guard of document.querySelectorAll('[data-base-ui-focus-guard][aria-hidden]')) guard.removeAttribute('aria-hidden');
}
