/** A press on the button that a surface hangs from is the button's to answer, not a press outside. */
export function isWithin(element: HTMLElement | null, target: EventTarget | null): boolean {
  return element !== null && target instanceof Node && element.contains(target);
}
