import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const MODULE = new URL('logger.ts', import.meta.url).href;

/** What a process prints that makes a logger and runs `script` with it. */
function printedBy(script: string, environment: Record<string, string> = {}): Record<string, unknown>[] {
  const source = `import { createLogger } from ${JSON.stringify(MODULE)}; const logger = createLogger('test'); ${script}`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8', env: environment });
  return output
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line is JSON that names its service and its time, without host and process', () => {
  const [line] = printedBy(`logger.info({ facts: 3 }, 'shipped')`);
  expect(line).toMatchObject({ service: 'test', facts: 3, msg: 'shipped' });
  expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(line).not.toHaveProperty('hostname');
  expect(line).not.toHaveProperty('pid');
});

test('fields that hold secrets are never printed', () => {
  const fields = ['authorization', 'apiKey', 'secret', 'password', 'cookie'];
  const printed = printedBy(`for (const field of ${JSON.stringify(fields)}) logger.info({ given: { [field]: 'canary' } }, 'x')`);
  expect(printed).toHaveLength(fields.length);
  expect(JSON.stringify(printed)).not.toContain('canary');
});

test('LOG_LEVEL sets what is printed', () => {
  expect(printedBy(`logger.info('quiet'); logger.error('loud')`, { LOG_LEVEL: 'error' }).map(({ msg }) => msg)).toEqual(['loud']);
});
