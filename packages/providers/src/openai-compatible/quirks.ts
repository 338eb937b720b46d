/** Where a server of OpenAI's dialect departs from it. */
export type OpenAiQuirks = {
  /** The name it knows the output limit by. */
  maxTokensField: 'max_tokens' | 'max_completion_tokens';
  seedField: 'seed' | 'random_seed';
  /** Otherwise `developer` is written as `system`. */
  hasDeveloperRole: boolean;
  /** Otherwise `stream_options` is left out; such a server gives the usage unasked. */
  hasStreamOptions: boolean;
  /** Otherwise a schema is described in a system message and `json_object` asked for. */
  hasJsonSchema: boolean;
  /** Takes Anthropic's cache marks on content parts. */
  hasCacheControl: boolean;
  /** How it wants earlier reasoning back; `null`: not at all. */
  reasoningField: 'reasoning_content' | 'reasoning' | null;
  /** Body fields it refuses or cannot honour. */
  unsupported: readonly string[];
  /** The form it demands of tool call ids. */
  toToolCallId?: (id: string) => string;
};

export const DEFAULT_QUIRKS: OpenAiQuirks = {
  maxTokensField: 'max_tokens',
  seedField: 'seed',
  hasDeveloperRole: false,
  hasStreamOptions: true,
  hasJsonSchema: true,
  hasCacheControl: false,
  reasoningField: 'reasoning_content',
  unsupported: [],
};
