import { expect, test } from 'vitest';
import { createProgress } from '../launcher/progress.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { countTests } from './count-tests.ts';
import { runSteps } from './run-steps.ts';
import type { Step } from './steps.ts';
import { parseTestOptions } from './test-options.ts';

function step(name: string, isPassed: boolean, passed: number, failed: number): Step {
  return { name, run: () => Promise.resolve({ isPassed, output: `output of ${name}`, tests: { passed, failed } }) };
}

function recorder() {
  const lines: string[] = [];
  return { lines, progress: createProgress({ write: (line: string) => lines.push(line) > 0 } as unknown as NodeJS.WritableStream) };
}

test('every step runs although earlier ones fail, and steps and tests are added up', async () => {
  const { lines, progress } = recorder();
  const throwing: Step = { name: 'throwing', run: () => Promise.reject(new Error('no such program')) };
  const list = [step('one', true, 0, 0), step('two', false, 3, 2), throwing, step('four', true, 5, 0)];
  expect(await runSteps(list, {}, progress, new AbortController().signal)).toEqual({ passed: 10, failed: 4 });
  const printed = lines.join('');
  expect(printed).not.toContain('output of one');
  expect(printed).toContain('output of two');
  expect(printed).toContain('no such program');
  expect(printed).toMatch(/✗ two \(\d+\.\d s, 3 tests passed, 2 failed\)/);
  expect(printed).toMatch(/✓ four \(\d+\.\d s, 5 tests passed, 0 failed\)/);
});

test('an interrupted run runs no further step', async () => {
  const controller = new AbortController();
  const { progress } = recorder();
  const interrupting: Step = {
    name: 'interrupting',
    run() {
      controller.abort(new Error('interrupted'));
      return Promise.reject(new Error('killed'));
    },
  };
  await expect(runSteps([interrupting, step('never', true, 1, 0)], {}, progress, controller.signal)).rejects.toThrow('interrupted');
});

test('a test file that cannot be loaded counts as a failed test', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(countTests({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual({ passed: 1, failed: 2 });
});

test('steps can be chosen by name, and an unknown name is refused', () => {
  expect(parseTestOptions(['--only', 'unit,lint', '--only', 'types'], ['unit', 'lint', 'types']).only).toEqual(['unit', 'lint', 'types']);
  expect(() => parseTestOptions(['--only', 'unti'], ['unit'])).toThrow('There is no step "unti": choose from unit.');
});

test("a run does not reach the user's own installation", () => {
  const environment = cleanEnvironment({
    DATABASE_URL: 'postgresql://production',
    TOLLGATE_HOME: '/home',
    HOME: '/root',
    npm_config_x: '1',
  });
  expect(environment).toMatchObject({ HOME: '/root', CI: 'true', TZ: 'UTC' });
  expect(Object.keys(environment)).not.toContain('DATABASE_URL');
  expect(Object.keys(environment)).not.toContain('TOLLGATE_HOME');
  expect(Object.keys(environment)).not.toContain('npm_config_x');
});
