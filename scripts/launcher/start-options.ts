import { parseArgs } from 'node:util';
import { LauncherError } from './launcher-error.ts';

export type StartOptions = { isDemo: boolean; configFile: string | undefined; isReset: boolean; isYes: boolean; isHelp: boolean };

export const help = `Usage: npm start -- [options]

  --demo         fill an empty installation with a believable organisation and print its sign-in
  --config FILE  apply a YAML file first (see the README), then start
  --reset        delete everything in the state folder after asking, then start
  --yes          answer the question of --reset with yes
  --help         print this

Configuration is by environment variables; the README lists them.
`;

/** The command line of `npm start`. */
export function parseStartOptions(args: string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args,
      options: {
        demo: { type: 'boolean', default: false },
        config: { type: 'string' },
        reset: { type: 'boolean', default: false },
        yes: { type: 'boolean', short: 'y', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { isDemo: values.demo, configFile: values.config, isReset: values.reset, isYes: values.yes, isHelp: values.help };
  } catch (error) {
    throw new LauncherError(`${(error as Error).message.split('. ')[0]}: "npm start -- --help" lists what there is.`, error);
  }
}
