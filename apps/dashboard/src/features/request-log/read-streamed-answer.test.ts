import { describe, expect, it } from 'vitest';
import { readStreamedAnswer } from './read-streamed-answer.ts';

const event = (delta: object, index = 0) => `data: ${JSON.stringify({ choices: [{ index, delta }] })}\n\n`;

describe('readStreamedAnswer', () => {
  it('joins the pieces of the first choice and leaves the others out', () => {
    expect(
      readStreamedAnswer(
        `${event({ role: 'assistant' })}${event({ content: 'Hel' })}${event({ content: 'x' }, 1)}${event({ content: 'lo' })}data: [DONE]\n\n`,
      ),
    ).toBe('Hello');
  });

  it('shows tool calls with their arguments put together', () => {
    const calls =
      event({ tool_calls: [{ index: 0, function: { name: 'look_up', arguments: '{"q":' } }] }) +
      event({ tool_calls: [{ index: 0, function: { arguments: '1}' } }] });
    expect(readStreamedAnswer(calls)).toBe('look_up({"q":1})');
  });

  it('reads a shortened stream up to where it was cut', () => {
    expect(readStreamedAnswer(`${event({ content: 'kept' })}data: {"choices":[{"del`)).toBe('kept');
  });

  it('leaves anything else to others', () => {
    expect(readStreamedAnswer('{"choices":[]}')).toBeNull();
  });
});
