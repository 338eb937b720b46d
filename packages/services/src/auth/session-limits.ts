export const SESSION_IDLE_MS = 12 * 3_600_000;
export const SESSION_ABSOLUTE_MS = 7 * 86_400_000;
/** How old `lastSeenAt` may get before it is written again: a page asks for its session many times. */
export const SESSION_TOUCH_MS = 60_000;
