/** Bytes of a JSON body per token, on the low side for text: what a prompt is billed as when its provider never said. */
const BYTES_PER_TOKEN = 4;
/** No common tokenizer makes more than about one token of two bytes over a whole body; a reservation must not be too small. */
const MIN_BYTES_PER_TOKEN = 2;

/** A fair estimate for billing, used only where the provider did not say. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/** An upper bound for reserving money before the call. */
export function upperBoundTokens(bytes: number): number {
  return Math.ceil(bytes / MIN_BYTES_PER_TOKEN);
}
