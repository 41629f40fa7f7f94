/** Every recorded machine with every spec of the fixtures, in this process. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { nominalMedium } from '../../installer/planner/nominal-medium.ts';
import { planInstall, type Asked } from '../../installer/planner/plan-install.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { readMachine } from '../../shared/machine/read-machine.ts';
import { median } from './figure.ts';
import { fixtures } from './places.ts';

/**
 * Milliseconds; a machine that is refused was planned for too. `first`, one single call, is processor time: on a
 * shared machine its wall time may be mostly somebody else's.
 */
export interface Planned { machine: string; spec: string; first: number; later: number }

export async function measurePlanning(): Promise<Planned[]> {
  const specs = await each('specs', '.yaml', readAsked);
  const machines = await each('machines', '.json', readRecorded);
  return machines.flatMap(({ name: machine, value: recorded }) => specs.map(({ name: spec, value: asked }) => {
    const time = (): number => {
      const begun = performance.now();
      planInstall(recorded, asked);
      return performance.now() - begun;
    };
    const before = process.cpuUsage();
    time();
    const { user, system } = process.cpuUsage(before);
    return { machine, spec, first: (user + system) / 1000, later: median(Array.from({ length: 9 }, time)) };
  }));
}

async function each<T>(folder: string, extension: string, read: (text: string, file: string) => Promise<T>): Promise<{ name: string; value: T }[]> {
  const files = readdirSync(join(fixtures, folder)).filter((file) => file.endsWith(extension)).sort();
  return Promise.all(files.map(async (file) => (
    { name: basename(file, extension), value: await read(readFileSync(join(fixtures, folder, file), 'utf8'), file) })));
}

async function readAsked(text: string, file: string): Promise<Asked> {
  const read = await readUserData(new TextEncoder().encode(text), file);
  if (!read.ok) throw new Error(`${file} is refused, so there is nothing to plan`);
  // scrypt, slow on purpose and once for each file: made here, so that it is not taken for planning.
  void read.fingerprint;
  return read;
}

async function readRecorded(text: string, file: string): Promise<Machine> {
  const machine = await readMachine(text, file);
  return machine.medium ? machine : { ...machine, medium: nominalMedium(machine.architecture) };
}
