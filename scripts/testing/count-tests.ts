import { existsSync, readFileSync } from 'node:fs';

export type TestCounts = { passed: number; failed: number };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** The tests in vitest's JSON report. A file that could not even be loaded counts as one failed test. */
export function countTests(report: Report): TestCounts {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

export function readTestCounts(file: string): TestCounts {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  return countTests(JSON.parse(readFileSync(file, 'utf8')) as Report);
}
