type Delta = { content?: unknown; tool_calls?: { index?: number; function?: { name?: string; arguments?: string } }[] };

/**
 * The text of an answer that was kept as the events of its stream: what the first choice said, then its tool calls. `null` when the text
 * is not such a stream. Events that cannot be read, as at the end of a shortened answer, are passed over.
 */
export function readStreamedAnswer(answer: string): string | null {
  if (!answer.startsWith('data:') && !answer.startsWith(':')) return null;
  let text = '';
  const calls = new Map<number, { name: string; arguments: string }>();
  for (const line of answer.split(/\r?\n/)) {
    const delta = line.startsWith('data:') ? readDelta(line.slice('data:'.length)) : null;
    if (delta === null) continue;
    if (typeof delta.content === 'string') text += delta.content;
    for (const { index = 0, function: called } of delta.tool_calls ?? []) {
      const call = calls.get(index) ?? { name: '', arguments: '' };
      calls.set(index, { name: call.name || (called?.name ?? ''), arguments: call.arguments + (called?.arguments ?? '') });
    }
  }
  return [text, ...[...calls.values()].map((call) => `${call.name}(${call.arguments})`)].filter((part) => part !== '').join('\n');
}

function readDelta(data: string): Delta | null {
  try {
    const chunk = JSON.parse(data) as { choices?: { index?: number; delta?: Delta }[] };
    return chunk.choices?.find((choice) => (choice.index ?? 0) === 0)?.delta ?? null;
  } catch {
    return null;
  }
}
