import { createInterface } from 'node:readline/promises';
import { escapeForTerminal, exitCodes, formatFinding } from '../../shared/errors.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { UsageError } from './command-line.ts';
import { givenFrom } from './given-from.ts';
import { installOnce } from './install-once.ts';
import type { CommandRunner } from './main.ts';
import { readSpec } from './read-spec.ts';

export const runCommand: CommandRunner = async ({ files: [file = ''], yes, reset }) => {
  if (process.getuid?.() !== 0) throw new UsageError('run needs root: it writes to disks');
  if (!yes && !process.stdin.isTTY) throw new UsageError('run asks before it overwrites a disk and there is no terminal to ask on; say --yes when the plan is what you want (cognos-install plan shows it)');
  const { given, warnings } = await givenFrom(localHost, await readSpec(file));
  for (const warning of warnings) process.stderr.write(`${formatFinding(warning)}\n`);
  const { exitCode } = await installOnce({
    host: localHost, given, reset,
    confirm: (plan) => (yes ? Promise.resolve(true) : askOnTerminal(plan)),
    write: (text) => { process.stdout.write(text); },
    complain: (text) => { process.stderr.write(text); },
  });
  return exitCode ?? exitCodes.done;
};

/** The serial number, not "y": it cannot be typed without having looked at which disk it is. */
async function askOnTerminal({ disk }: Plan): Promise<boolean> {
  const word = disk.identity.serial ?? disk.path;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`Everything on ${escapeForTerminal(disk.title)} will be lost. Type ${escapeForTerminal(word)} to go on: `)).trim() === word;
  } finally {
    terminal.close();
  }
}
