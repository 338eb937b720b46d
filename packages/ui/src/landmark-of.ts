/** The landmark or dialog around an element, for what opens out of it: nothing of a page may lie outside every landmark. */
export function landmarkOf(element: HTMLElement | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[role="dialog"], main, aside, header') ?? null;
}
