export type Progress = {
  /** Tells that `title` began, that it still goes on every ten seconds, and how long it took. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  say(line: string): void;
};

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Plain lines, the same for a terminal and a log. */
export function createProgress(stream: NodeJS.WritableStream): Progress {
  const say = (line: string) => void stream.write(`${line}\n`);
  return {
    say,
    async step(title, work) {
      const started = performance.now();
      const elapsed = () => seconds(performance.now() - started);
      say(`  → ${title}`);
      const heartbeat = setInterval(() => say(`    still at it, ${elapsed()}`), 10_000);
      try {
        const result = await work();
        say(`  ✓ ${title} (${elapsed()})`);
        return result;
      } finally {
        clearInterval(heartbeat);
      }
    },
  };
}
