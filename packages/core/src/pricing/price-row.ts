import * as z from 'zod';

/** Pico-dollars per token (per image, per request) as a decimal string of digits; 1 USD per million tokens is "1000000". */
const picoSchema = z.string().regex(/^\d{1,18}$/);

export const ratesSchema = z.object({
  input: picoSchema,
  output: picoSchema,
  /** A missing rate falls back: cachedInput, cacheWrite* and audioInput to `input`; reasoning and audioOutput to `output`; image and request to 0. */
  cachedInput: picoSchema.optional(),
  cacheWrite5m: picoSchema.optional(),
  cacheWrite1h: picoSchema.optional(),
  reasoning: picoSchema.optional(),
  audioInput: picoSchema.optional(),
  audioOutput: picoSchema.optional(),
  image: picoSchema.optional(),
  request: picoSchema.optional(),
});
export type Rates = z.infer<typeof ratesSchema>;

/** One dated price of one model at one provider. Immutable: a change is a new row with a later `effectiveFrom`. */
export const priceRowSchema = z.object({
  /** `<provider>/<model>@<effectiveFrom>`, with the organisation's id in front for an override. */
  id: z.string().min(1),
  provider: z.string().min(1),
  model: z.string().min(1),
  /** ISO date (UTC) from which the row holds. */
  effectiveFrom: z.iso.date(),
  /** Where the figures come from. */
  source: z.string().min(1),
  rates: ratesSchema,
  /** Rates that replace `rates` for the whole call when its total input exceeds `aboveInputTokens`; ascending. */
  tiers: z.array(z.object({ aboveInputTokens: z.number().int().positive(), rates: ratesSchema })).optional(),
  contextTokens: z.number().int().positive().optional(),
  maxOutputTokens: z.number().int().positive().optional(),
});
export type PriceRow = z.infer<typeof priceRowSchema>;
