import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';

/** `logprobsResult` as entries of OpenAI's `logprobs.content`. */
export function readLogprobs(result: unknown): Record<string, unknown>[] {
  if (!isJsonObject(result) || !Array.isArray(result['chosenCandidates'])) return [];
  const tops: unknown[] = Array.isArray(result['topCandidates']) ? result['topCandidates'] : [];
  return result['chosenCandidates'].filter(isJsonObject).map((chosen, at) => {
    const top = tops[at];
    const others = isJsonObject(top) && Array.isArray(top['candidates']) ? top['candidates'].filter(isJsonObject) : [];
    return { ...readToken(chosen), top_logprobs: others.map(readToken) };
  });
}

function readToken({ token, logProbability }: JsonObject): Record<string, unknown> {
  return { token: typeof token === 'string' ? token : '', logprob: typeof logProbability === 'number' ? logProbability : 0, bytes: null };
}
