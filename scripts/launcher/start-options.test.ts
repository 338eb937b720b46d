import { expect, test } from 'vitest';
import { parseStartOptions } from './start-options.ts';

test('every option is read', () => {
  expect(parseStartOptions(['--demo', '--config', 'a.yaml', '--reset', '--yes'])).toEqual({
    isDemo: true,
    configFile: 'a.yaml',
    isReset: true,
    isYes: true,
    isHelp: false,
  });
});

test.each([[['--dmeo']], [['--config']], [['file.yaml']]])('%j is refused with a pointer to the help', (args) => {
  expect(() => parseStartOptions(args)).toThrow('npm start -- --help');
});
