/** Command line of `npm run wizard`. */
import { parseArgs } from 'node:util';

export interface WizardOptions {
  machine: string;
  /** The browser, though Electron is there. */
  browser: boolean;
  help: boolean;
}

export const defaultMachine = 'test/fixtures/machines/rtx-4090-workstation.json';

export const usage = `Usage: npm run wizard -- [--machine FILE] [--browser]

Opens the wizard over a recorded machine, as a simulation: everything is computed as on that machine, nothing is written.

  --machine FILE  a machine as cognos-install probe --json prints it, such as one of test/fixtures/machines
                  (${defaultMachine})
  --browser       in the browser, though Electron is there
  --help          this text
`;

/** Throws parseArgs' own sentence. */
export function wizardOptions(args: readonly string[]): WizardOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { machine: { type: 'string', default: defaultMachine }, browser: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  return values;
}
