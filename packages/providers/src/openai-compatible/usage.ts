import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import type { Usage } from '@tollgate/core/usage/usage';

/** The usage of an answer or a chunk, wherever this server puts it: `usage`, or at Groq `x_groq.usage`. */
export function readUsage(answer: JsonObject): Usage | null {
  const usage = readOpenAiUsage(answer['usage']);
  if (usage !== null) return usage;
  const groq = answer['x_groq'];
  return isJsonObject(groq) ? readOpenAiUsage(groq['usage']) : null;
}
