/** Hands things on a few at a time, one lot a frame, so that a burst is no work that a frame cannot hold. */
export type Drip<Item> = { add(items: readonly Item[], give: (lot: Item[]) => void): void; clear(): void };

export function createDrip<Item>(
  mostAFrame: number,
  nextFrame: (run: () => void) => void = (run) => void requestAnimationFrame(run),
): Drip<Item> {
  let waiting: Item[] = [];
  let isRunning = false;
  function tick(give: (lot: Item[]) => void): void {
    const lot = waiting.splice(0, mostAFrame);
    if (lot.length > 0) give(lot);
    isRunning = waiting.length > 0;
    if (isRunning) nextFrame(() => tick(give));
  }
  return {
    add(items, give) {
      waiting.push(...items);
      if (isRunning || waiting.length === 0) return;
      isRunning = true;
      nextFrame(() => tick(give));
    },
    clear() {
      waiting = [];
    },
  };
}
