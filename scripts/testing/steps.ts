import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDashboard, dashboardFolder } from '../launcher/build-dashboard.ts';
import { findRedisProgram } from '../launcher/find-redis-program.ts';
import { generateClient } from '../launcher/generate-client.ts';
import { rootFolder } from '../launcher/paths.ts';
import { createProgress } from '../launcher/progress.ts';
import type { Progress } from '../launcher/progress.ts';
import { runCommand } from '../launcher/run-command.ts';
import { readTestCounts } from './count-tests.ts';
import type { TestCounts } from './count-tests.ts';
import { describeSizes, findOutgrown, readRouteSizes } from './route-budgets.ts';

export type StepResult = { isPassed: boolean; output: string; tests: TestCounts };

type StepContext = { env: Record<string, string | undefined>; signal: AbortSignal; progress: Progress };

export type Step = { name: string; run(context: StepContext): Promise<StepResult> };

const noTests: TestCounts = { passed: 0, failed: 0 };
const quiet = createProgress({ write: () => true } as unknown as NodeJS.WritableStream);

type Command = { program: string; args: string[] };

function bin(name: string, ...args: string[]): Command {
  return { program: join(rootFolder, 'node_modules', '.bin', name), args };
}

/** A step of one or more programs that must all end with 0; all of them run. */
function commands(name: string, ...list: Command[]): Step {
  return {
    name,
    async run({ env, signal }) {
      let output = '';
      let isPassed = true;
      for (const { program, args } of list) {
        const result = await runCommand(program, args, { cwd: rootFolder, env, signal });
        output += result.output;
        isPassed &&= result.code === 0;
      }
      return { isPassed, output, tests: noTests };
    },
  };
}

/** A vitest project; `prepare` brings what it needs. */
function project(name: string, prepare: (context: StepContext) => Promise<unknown> = async () => {}): Step {
  return {
    name,
    async run(context) {
      await prepare(context);
      const folder = mkdtempSync(join(tmpdir(), 'tollgate-report-'));
      const report = join(folder, 'report.json');
      const { program, args } = bin(
        'vitest',
        'run',
        '--project',
        name,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      );
      try {
        const { code, output } = await runCommand(program, args, { cwd: rootFolder, env: context.env, signal: context.signal });
        const tests = readTestCounts(report);
        return { isPassed: code === 0 && tests.failed === 0 && tests.passed > 0, output, tests };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** What `npm test` does, in this order. */
export const steps: Step[] = [
  {
    name: 'generate',
    async run({ signal }) {
      await generateClient(signal);
      return { isPassed: true, output: '', tests: noTests };
    },
  },
  commands('format', bin('oxfmt', '--check')),
  commands('lint', bin('oxlint')),
  commands(
    'boundaries',
    bin('turbo', 'boundaries'),
    bin('depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'apps', 'scripts'),
  ),
  commands('dead-code', bin('knip')),
  commands(
    'types',
    bin('turbo', 'run', 'typecheck', '--output-logs=errors-only', '--concurrency=2', '--continue'),
    bin('tsc', '-p', 'scripts'),
  ),
  project('unit'),
  project('integration', ({ progress, signal }) => findRedisProgram(progress, signal)),
  {
    name: 'build',
    async run({ signal }) {
      await buildDashboard(tmpdir(), quiet, signal);
      return { isPassed: true, output: '', tests: noTests };
    },
  },
  {
    name: 'budgets',
    async run({ signal }) {
      await buildDashboard(tmpdir(), quiet, signal);
      const sizes = readRouteSizes(join(dashboardFolder, '.next'));
      const outgrown = findOutgrown(sizes);
      return {
        isPassed: sizes.length > 0 && outgrown.length === 0,
        output: `${describeSizes(sizes)}${outgrown.join('\n')}`,
        tests: noTests,
      };
    },
  },
  project('browser', ({ progress, signal }) => findRedisProgram(progress, signal)),
];
