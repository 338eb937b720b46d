export type ProfileName = keyof typeof PROFILES;
/** `number`: a whole number not below 0. A list: one of these words. */
export type ParameterKind = 'number' | readonly string[];
type Profile = { description: string; parameters: Readonly<Record<string, ParameterKind>> };

const PACE = { delay: 'number', interval: 'number' } as const;
/** Only the first `times` calls of the same `user` (or, without one, the same body) fail; later ones answer as `fixed`. */
const FAULT = { ...PACE, times: 'number' } as const;

const PROFILES = {
  echo: { description: 'Answers with the text of the last user message.', parameters: PACE },
  fixed: { description: 'Answers with one fixed sentence, or with `tokens` words.', parameters: { ...PACE, tokens: 'number' } },
  paced: { description: 'Answers with `tokens` words (20), one every `interval` ms (50).', parameters: { ...PACE, tokens: 'number' } },
  'tool-call': {
    description: 'Calls the first declared tool (or the one chosen) with arguments made from its schema; text without tools.',
    parameters: PACE,
  },
  usage: {
    description: 'Answers with one fixed sentence and reports exactly the usage asked for: `prompt`, `completion`, `cached`, `reasoning`.',
    parameters: { ...PACE, prompt: 'number', completion: 'number', cached: 'number', reasoning: 'number' },
  },
  'no-usage': { description: 'Answers with one fixed sentence and never reports usage.', parameters: { ...PACE, tokens: 'number' } },
  'content-filter': {
    description: 'Ends its answer after `after` words (3) for reasons of content.',
    parameters: { ...PACE, after: 'number' },
  },
  'rate-limited': {
    description: 'Refuses with 429 and asks to wait `retry-after` seconds (1).',
    parameters: { ...FAULT, 'retry-after': 'number' },
  },
  'insufficient-quota': { description: 'Refuses with 429: the account has no credit left.', parameters: FAULT },
  'server-error': { description: 'Fails with `status` (500).', parameters: { ...FAULT, status: 'number' } },
  'auth-error': { description: 'Refuses with 401: the upstream key is wrong.', parameters: FAULT },
  'bad-request': { description: 'Refuses with 400: the request itself is wrong.', parameters: FAULT },
  'context-length': { description: 'Refuses with 400: the prompt does not fit the model.', parameters: FAULT },
  stall: {
    description: 'Falls silent: before the headers, before any content (the default) or after `after` words.',
    parameters: { ...FAULT, before: ['headers', 'content'], after: 'number' },
  },
  cut: {
    description: 'Drops the connection: before the headers, after `after` words of a stream (3) or in the middle of a body.',
    parameters: { ...FAULT, before: ['headers', 'content'], after: 'number' },
  },
  'error-in-stream': {
    description: 'Reports an error inside a stream after `after` words (3), or as a body with status 200.',
    parameters: { ...FAULT, after: 'number' },
  },
  garbage: { description: 'Answers 200 with a page of HTML.', parameters: FAULT },
} as const satisfies Record<string, Profile>;

export function profileNamed(name: string): Profile | null {
  return isProfileName(name) ? PROFILES[name] : null;
}

export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(PROFILES, name);
}

/** Every profile with what it does and the parameters it takes, for documentation and model lists. */
export const SIMULATOR_PROFILES: readonly { name: ProfileName; description: string; parameters: readonly string[] }[] = Object.entries(
  PROFILES,
).map(([name, profile]) => ({ name: name as ProfileName, description: profile.description, parameters: Object.keys(profile.parameters) }));
