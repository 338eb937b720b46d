import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Copies what a log gains, from its present end on, to the terminal, each line with its name before it. Returns how to stop. */
export function followLog(name: string, file: string, write: (line: string) => void): () => void {
  const descriptor = openSync(file, 'r');
  let position = fstatSync(descriptor).size;
  let rest = '';
  const read = () => {
    const buffer = Buffer.alloc(65_536);
    for (let count = 1; count > 0; position += count) {
      count = readSync(descriptor, buffer, 0, buffer.length, position);
      const lines = (rest + buffer.toString('utf8', 0, count)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) write(`[${name}] ${line}`);
    }
  };
  const timer = setInterval(read, 200);
  timer.unref();
  return () => {
    clearInterval(timer);
    read();
    closeSync(descriptor);
  };
}
