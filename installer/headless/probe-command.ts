import { exitCodes } from '../../shared/errors.ts';
import { formatMachine } from '../../shared/machine/format-machine.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import { localHost } from '../../shared/system/local-host.ts';
import type { CommandRunner } from './main.ts';

export const probeCommand: CommandRunner = async ({ json }) => {
  const machine = await probeMachine(localHost);
  process.stdout.write(json ? `${JSON.stringify(machine, undefined, 2)}\n` : formatMachine(machine));
  return exitCodes.done;
};
