/** `wizard`: the text wizard on this terminal, over an engine that runs, or over a simulation of a recorded machine. */
import { basename } from 'node:path';
import { exitCodes } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { engineSocket } from '../engine/place-of-ui.ts';
import { roadToSimulation, roadToSocket } from '../text/connect-engine.ts';
import { terminalOf } from '../text/terminal.ts';
import type { CommandRunner } from './main.ts';
import { UsageError } from './usage-error.ts';

export const wizardCommand: CommandRunner = async ({ machine, socket = engineSocket, lines = false }) => {
  const { stdin: input, stdout: output, env } = process;
  if (!input.isTTY || !output.isTTY) throw new UsageError('wizard needs a terminal; cognos-install run FILE installs without one');
  if (!socket.startsWith('/')) throw new UsageError(`wizard: --socket ${socket} is no absolute path`);
  const terminal = terminalOf({ env, columns: output.columns, rows: output.rows, device: await localHost.readLink('/proc/self/fd/0') });
  const simulation = machine === undefined ? undefined : await simulated(machine);
  // Ink's colours are asked for whatever it thinks of the terminal: the screen decides itself which of them it can show.
  env['FORCE_COLOR'] = '1';
  const { runWizard } = await import('../text/run-wizard.tsx');
  delete env['FORCE_COLOR'];
  await runWizard({ road: simulation ? roadToSimulation(simulation) : roadToSocket(localHost, socket), terminal, lines, input, output });
  await simulation?.stop();
  return exitCodes.done;
};

/** Within this process: nothing of it outlives the wizard. */
async function simulated(file: string) {
  const [{ simulate }, { recordedMachine }] = await Promise.all([import('../engine/simulate.ts'), import('./recorded-machine.ts')]);
  return simulate({ host: localHost, machine: await recordedMachine(file), name: basename(file, '.json') });
}
