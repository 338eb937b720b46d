import { parseArgs } from 'node:util';
import { LauncherError } from '../launcher/launcher-error.ts';

export type TestOptions = { only: string[] | undefined; isHelp: boolean };

/** The command line of `npm test`. `names` are the steps there are. */
export function parseTestOptions(args: string[], names: string[]): TestOptions {
  let values;
  try {
    values = parseArgs({
      args,
      options: { only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h', default: false } },
    }).values;
  } catch (error) {
    throw new LauncherError('npm test takes --only STEP and --help and nothing else.', error);
  }
  const only = values.only?.flatMap((value) => value.split(','));
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new LauncherError(`There is no step "${unknown}": choose from ${names.join(', ')}.`);
  return { only, isHelp: values.help };
}
