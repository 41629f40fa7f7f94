/**
 * Installing, in one virtual machine and run: ours beside a shell script by hand and beside dd. The medium is the one
 * that `npm run iso` built; what it runs once it is up is guest/bench.sh in place of the installer's unattended mode.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { parse, stringify } from 'yaml';
import { createDisk, type VmDisk } from '../vm/disk.ts';
import { requirePackages } from '../vm/packages.ts';
import { startVm, type Vm } from '../vm/vm.ts';
import { builtMedium } from './built-medium.ts';
import { makeGuestInitrd } from './guest-initrd.ts';
import { readResults, type GuestResults } from './guest-results.ts';
import { installReport } from './install-report.ts';
import { guestWords } from './machine-words.ts';
import { OtherWork } from './other-work.ts';
import { benchFolder, typicalSpec } from './places.ts';
import { squashfsRoot } from './squashfs-root.ts';

const memoryMiB = 1024;
const disks = ['ours-btrfs', 'floor2-before', 'floor2-after', 'floor1', 'ours-ext4'];
const patienceMs = 75 * 60_000;

/** The report in markdown, without its title. */
export async function measureInstall(): Promise<string> {
  if (process.getuid?.() !== 0) throw new Error('The install benchmark mounts the system image to make a squashfs of it, and mounting needs root.');
  await requirePackages();
  const vm = await startVm(await prepare(builtMedium()));
  try {
    const others = new OtherWork(vm.pid);
    return installReport(await listen(vm, others), { where: guestWords(memoryMiB), others: others.shares });
  } finally {
    await vm.powerCut();
    for (const serial of disks) rmSync(diskFile(serial), { force: true });
  }
}

async function prepare(iso: string): Promise<Parameters<typeof startVm>[0]> {
  const medium = join(benchFolder, 'medium');
  mkdirSync(medium, { recursive: true });
  // A build that ends in the meantime must not take the medium away from under the machine.
  const copy = join(benchFolder, 'cognos.iso');
  copyFileSync(iso, copy);
  const extract = ['system.img', 'system.json', 'vmlinuz', 'initrd.img'].flatMap((name) => ['-extract', `/cognos/${name}`, join(medium, name)]);
  await execa('xorriso', ['-osirrox', 'on', '-overwrite', 'on', '-indev', copy, ...extract]);
  const squashfs = await squashfsRoot(medium, benchFolder);
  rmSync(join(medium, 'system.img'));
  const initrd = join(benchFolder, 'initrd.img');
  await makeGuestInitrd(join(medium, 'initrd.img'), initrd, { btrfs: spec('btrfs'), ext4: spec('ext4') });
  for (const serial of disks) await createDisk(diskFile(serial), '12G');
  const directory = join(benchFolder, 'vm');
  rmSync(directory, { recursive: true, force: true });
  return {
    directory, firmware: 'bios', memoryMiB, offline: true, endOnReboot: true, iso: { path: copy, as: 'scsi-cd' },
    disks: [...disks.map((serial): VmDisk => ({ path: diskFile(serial), serial })), { path: squashfs, format: 'raw', serial: 'squashfs', readOnly: true }],
    kernel: { kernel: join(medium, 'vmlinuz'), initrd, append: 'boot=cognos console=tty0 console=ttyS0,115200 quiet' },
  };
}

function diskFile(serial: string): string {
  return join(benchFolder, `${serial}.qcow2`);
}

/** The typical file, on a disk of its own. */
function spec(layout: 'btrfs' | 'ext4'): string {
  const document = parse(readFileSync(typicalSpec, 'utf8')) as { cognos: { storage: Record<string, unknown> } };
  Object.assign(document.cognos.storage, { layout, disk: { match: { serial: `ours-${layout}` } } });
  return `#cloud-config\n${stringify(document)}`;
}

async function listen(vm: Vm, others: OtherWork): Promise<GuestResults> {
  vm.serial.onLine((line) => {
    const said = /^bench: (?!journal)(.*)$/.exec(line)?.[1];
    if (said === undefined) return;
    process.stderr.write(`${said}\n`);
    const [whole] = /^(ours\.\w+|floor2\.\w+|floor1|root\.squashfs\.bytes)(?= )/.exec(said) ?? [];
    if (whole !== undefined) others.mark(whole);
  });
  const [, how = ''] = await vm.serial.waitFor(/^bench: (end|failed .*)\r?$/m, patienceMs);
  if (how.startsWith('failed')) throw new Error(`The measurement in the guest ${how}\n${vm.serial.tail(30).join('\n')}`);
  return readResults(vm.serial.lines);
}
