/** What every install test starts from: a blank disk, a cidata volume or not, and a key to log in with. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeCidata } from './cidata.ts';
import { createDisk } from './disk.ts';
import type { FirmwareKind } from './firmware.ts';
import { addKey, makeKey } from './seed-key.ts';
import type { VmOptions } from './vm.ts';

const repository = resolve(import.meta.dirname, '../..');
export const diskSerial = 'cognos-disk';

export interface Prepared { machine: VmOptions; userData: string }

/** @param change what this test needs beside the spec of the fixture */
export async function prepare(name: string, firmware: FirmwareKind, spec: string, change: (userData: string) => string = (text) => text): Promise<Prepared> {
  const directory = join(repository, 'build/vm', name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const key = await makeKey(join(repository, 'build/vm'));
  const { userData, user } = addKey(change(readFileSync(join(repository, 'test/fixtures/specs', spec), 'utf8')), key.publicKey);
  const disk = join(directory, 'disk.qcow2');
  const cidata = join(directory, 'cidata.img');
  await createDisk(disk, '16G');
  await makeCidata(cidata, { userData });
  return { userData, machine: { directory, firmware, memoryMiB: 1024, disks: [{ path: disk, serial: diskSerial }], cidata, login: { user: user ?? 'root', key: key.path } } };
}
