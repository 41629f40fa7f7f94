/** What every install test starts from: a blank disk, a cidata volume or not, and a key to log in with. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeCidata, makeConfigDrive } from './cidata.ts';
import { createDisk } from './disk.ts';
import type { FirmwareKind } from './firmware.ts';
import { addKey, makeKey } from './seed-key.ts';
import type { VmOptions } from './vm.ts';

const repository = resolve(import.meta.dirname, '../..');
export const diskSerial = 'cognos-disk';

export interface Prepared { machine: VmOptions; userData: string }

/**
 * @param change what this test needs beside the spec of the fixture
 * @param volume how the user-data comes: as NoCloud's volume or as OpenStack's
 */
export async function prepare(name: string, firmware: FirmwareKind, spec: string, change: (userData: string) => string = (text) => text, volume: 'cidata' | 'config-2' = 'cidata'): Promise<Prepared> {
  const directory = vmFolder(name);
  const key = await makeKey(join(repository, 'build/vm'));
  const { userData, user } = addKey(change(readFileSync(join(repository, 'test/fixtures/specs', spec), 'utf8')), key.publicKey);
  const disk = join(directory, 'disk.qcow2');
  const cidata = join(directory, `${volume}.img`);
  await createDisk(disk, '16G');
  await (volume === 'cidata' ? makeCidata : makeConfigDrive)(cidata, { userData });
  return { userData, machine: { directory, firmware, memoryMiB: 1024, disks: [{ path: disk, serial: diskSerial }], cidata, login: { user: user ?? 'root', key: key.path } } };
}

/** A machine's folder, empty. */
export function vmFolder(name: string): string {
  const directory = join(repository, 'build/vm', name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}

/** For tests of everything but the model: there is none to be had in a virtual machine, and first boot would wait for it. */
export function withoutModel(userData: string): string {
  return userData.replace(/^ {2}unattended: true$/m, (line) => `${line}\n  ai: {model: none}`);
}
