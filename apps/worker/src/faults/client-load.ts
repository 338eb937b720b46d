import { waitFor } from '@tollgate/testing/wait-for';
import { ask, type Answer, type Question } from './ask.ts';
import { seededRandom } from './seeded-random.ts';

export type ClientLoad = {
  readonly answers: readonly Answer[];
  readonly inFlight: number;
  /** Resolves when so many more answers have come than at the call. */
  more(answers: number): Promise<void>;
  /** Asks no more and resolves when every request has ended. */
  stop(): Promise<readonly Answer[]>;
};

const PER_SECOND = 40;
/** On a machine that is busy with other things the load waits rather than piling up. */
const MOST_IN_FLIGHT = 40;
const STREAMED_SHARE = 0.7;

/** Asks at random times, about 40 a second, under each key in turn. `url` is read anew for every request. */
export function startClientLoad(options: { url: () => string; keys: readonly string[]; seed: number }): ClientLoad {
  const random = seededRandom(options.seed);
  const answers: Answer[] = [];
  let asked = 0;
  let inFlight = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout;

  const askOne = async (): Promise<void> => {
    const key = options.keys[asked++ % options.keys.length] ?? '';
    inFlight++;
    answers.push(await ask(options.url(), key, nextQuestion(random, asked)));
    inFlight--;
  };
  const schedule = (): void => {
    // Exponential pauses: arrivals that know nothing of each other.
    const pauseMs = (-Math.log(1 - random()) * 1000) / PER_SECOND;
    timer = setTimeout(() => {
      if (inFlight < MOST_IN_FLIGHT) void askOne();
      if (!isStopped) schedule();
    }, pauseMs);
  };
  schedule();
  return {
    answers,
    get inFlight() {
      return inFlight;
    },
    async more(count) {
      const wanted = answers.length + count;
      await waitFor(`${count} more answers`, () => answers.length >= wanted, { timeoutMs: 60_000 });
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await waitFor('every request to end', () => inFlight === 0, { timeoutMs: 60_000 });
      return answers;
    },
  };
}

function nextQuestion(random: () => number, number: number): Question {
  const stream = random() < STREAMED_SHARE;
  const pick = random();
  const tokens = (most: number) => 1 + Math.floor(random() * most);
  const text = `Question ${number}: ${'why '.repeat(tokens(12))}so?`;
  if (pick < 0.4) {
    const [prompt, completion] = [tokens(5000) + 20, tokens(40) + 20];
    return { model: `sim/usage:prompt=${prompt},completion=${completion},cached=${tokens(20)},reasoning=${tokens(20)}`, stream, text };
  }
  if (pick < 0.7) return { model: `sim/paced:tokens=${tokens(20)},interval=20`, stream, text };
  if (pick < 0.9) return { model: 'sim/echo', stream, text };
  // A route whose first target always fails: one request, two attempts or more.
  return { model: 'second-try', stream, text };
}
