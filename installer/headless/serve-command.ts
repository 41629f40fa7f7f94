/** `serve`: the engine, until it is told to stop. */
import { basename } from 'node:path';
import { exitCodes } from '../../shared/errors.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Host } from '../../shared/system/host.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { readBase } from '../engine/base-spec.ts';
import type { Engine } from '../engine/engine.ts';
import { startLive } from '../engine/live.ts';
import { engineSocket } from '../engine/place-of-ui.ts';
import { openDoors } from '../engine/open-doors.ts';
import { simulate } from '../engine/simulate.ts';
import type { CommandLine } from './command-line.ts';
import type { CommandRunner } from './main.ts';
import { mostMeasurementBytes, readMeasurement } from './read-measurement.ts';
import { givenFrom } from './given-from.ts';
import { givenUserData } from './given-user-data.ts';
import { readSpec } from './read-spec.ts';
import { recordedMachine } from './recorded-machine.ts';
import { readServeOptions, type ServeOptions } from './serve-options.ts';
import { UsageError } from './usage-error.ts';

export const serveCommand: CommandRunner = async (line) => {
  const options = readServeOptions(line.serve ?? {});
  const complain = (text: string): void => { process.stderr.write(`cognos: ${text}\n`); };
  const engine = line.machine === undefined ? await openLive(line, complain) : await openSimulation(line, options, complain);
  const stop = stopped();
  try {
    const doors = await openDoors({
      engine, host: localHost, gui: options.gui ?? await findGui(localHost), log: complain, ...placesOf(options, line.machine !== undefined), network: options.network,
      onAddress: ({ address, token }) => { sayAddress(address, token, line.json); },
      onPin: (text) => { if (!inJournal()) process.stdout.write(text); },
    });
    await stop;
    await doors.close();
  } finally {
    await engine.stop();
  }
  return exitCodes.done;
};

/** With the user-data that cloud-init fetched, unless a file is given. */
async function openLive({ files: [file] }: CommandLine, complain: (text: string) => void): Promise<Engine> {
  if (process.getuid?.() !== 0) throw new UsageError('serve needs root: it writes to disks; with --machine FILE it simulates a recorded machine');
  const raw = file === undefined ? await givenUserData(localHost) : await readSpec(file);
  return startLive({ host: localHost, given: raw && (await givenFrom(localHost, raw)).given, complain });
}

async function openSimulation({ files: [file], machine = '', measurement }: CommandLine, { failAt, installSeconds }: ServeOptions, complain: (text: string) => void): Promise<Engine> {
  return simulate({
    host: localHost, base: file === undefined ? undefined : await readBase((await givenFrom(localHost, await readSpec(file))).given, complain), machine: await recordedMachine(machine), name: basename(machine, '.json'), failAt, installSeconds, measurement: await measurementFrom(measurement),
  });
}

async function measurementFrom(file: string | undefined): Promise<Measurement | undefined> {
  if (file === undefined) return undefined;
  const { bytes } = await readSpec(file, mostMeasurementBytes);
  return readMeasurement(new TextDecoder().decode(bytes), file);
}

/** On the medium the socket alone; in a simulation a browser is what somebody wants to look with. */
function placesOf({ socket, listen }: ServeOptions, isSimulation: boolean): { socket?: string; listen?: { host: string; port: number } } {
  if (socket === undefined && listen === undefined) return isSimulation ? { listen: { host: '127.0.0.1', port: 0 } } : { socket: engineSocket };
  return { ...(socket === undefined ? {} : { socket }), ...(listen === undefined ? {} : { listen }) };
}

/** Beside the bundle in a working copy, else where the medium has it. */
async function findGui(host: Host): Promise<string> {
  const built = new URL('../../dist-gui', import.meta.url).pathname;
  return await host.exists(`${built}/index.html`) ? built : '/usr/share/cognos/gui';
}

/** A service's output goes to the journal, where token and PIN have no business: the windows of the medium have files for them. */
function inJournal(): boolean {
  return process.env['JOURNAL_STREAM'] !== undefined;
}

function sayAddress(address: string, token: string, json: boolean): void {
  const open = inJournal() ? `${address}/` : `${address}/enter?token=${token}`;
  process.stdout.write(json ? `${JSON.stringify({ open })}\n` : `Open ${open}\n`);
}

function stopped(): Promise<void> {
  return new Promise((resolve) => { for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { resolve(); }); });
}
