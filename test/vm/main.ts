/** `npm run vm`: an install in a virtual machine, from a user-data file to an ssh login. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { readArguments, usage, type VmArguments } from './arguments.ts';
import { makeCidata } from './cidata.ts';
import { checkInstalledSystem } from './check-installed-system.ts';
import { formatChecks } from './check-table.ts';
import { createDisk } from './disk.ts';
import { expectationsOf } from './expectations.ts';
import type { FirmwareKind } from './firmware.ts';
import { install } from './install.ts';
import { requirePackages } from './packages.ts';
import { createProgressLine } from './progress-line.ts';
import { summariseReport } from './report-summary.ts';
import { addKey, makeKey } from './seed-key.ts';
import { sshArguments } from './ssh.ts';
import { startVm, type Vm, type VmOptions } from './vm.ts';
import { VmError } from './vm-error.ts';

const repository = resolve(import.meta.dirname, '../..');
const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(args: VmArguments): Promise<void> {
  await requirePackages();
  const iso = args.iso ? resolve(args.iso) : await medium();
  const machine = await prepare(args);
  const progress = createProgressLine(process.stdout);
  const started = Date.now();
  let text = 'Starting the medium';
  const redraw = () => progress.show(process.stdout.isTTY ? `${text} · ${Math.round((Date.now() - started) / 1000)} s` : text);
  const clock = setInterval(redraw, 1000);
  try {
    const { seconds } = await install({ ...machine, iso: { path: iso, as: 'scsi-cd' } }, {
      onLine: (line) => { text = line.kind === 'progress' ? `${line.percent}% ${line.text}` : `${line.kind} ${line.text}`; redraw(); },
    });
    progress.end();
    say(`Installed: the installer spoke after ${seconds.firstLine.toFixed(0)} s, was done after ${seconds.done.toFixed(0)} s. Booting the disk.`);
    const vm = await startVm(machine);
    text = 'Booting the installed disk';
    await vm.waitForSsh().finally(() => progress.end());
    await report(vm);
    if (args.check) await check(vm, args.firmware, machine.userData);
    await leave(vm, args.keep);
  } finally {
    clearInterval(clock);
    progress.end();
  }
}

async function medium(): Promise<string> {
  const iso = join(repository, 'build/cognos.iso');
  if (!existsSync(iso)) {
    say('There is no build/cognos.iso yet: building it.');
    await execa(process.execPath, [join(repository, 'installer/medium/main.ts')], { stdio: 'inherit', cwd: repository });
  }
  return iso;
}

async function prepare(args: VmArguments): Promise<VmOptions & { userData: string }> {
  const directory = join(repository, 'build/vm', args.firmware);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const key = await makeKey(join(repository, 'build/vm'));
  const file = args.userData ?? join(repository, 'test/fixtures/specs/uefi-btrfs.yaml');
  const { userData, user } = addKey(readFileSync(file, 'utf8'), key.publicKey);
  if (!user) throw new Error(`${file} names no user to log in as: give it users: [{name: …}].`);
  await createDisk(join(directory, 'disk.qcow2'), args.disk);
  await makeCidata(join(directory, 'cidata.img'), { userData });
  return {
    userData, directory, firmware: args.firmware, memoryMiB: args.memoryMiB,
    disks: [{ path: join(directory, 'disk.qcow2'), serial: 'cognos-disk' }],
    cidata: join(directory, 'cidata.img'), login: { user, key: key.path },
  };
}

async function report(vm: Vm): Promise<void> {
  say(`Running: ${(await vm.ssh('hostname; uname -r')).split('\n').join(', ')}.`);
  const { exitCode, stdout, stderr } = await vm.trySsh('sudo -n cat /var/lib/cognos/report.json');
  say(exitCode === 0 ? ['Report:', ...summariseReport(stdout)].join('\n') : `No report could be read: ${stderr.trim()}`);
}

async function check(vm: Vm, firmware: FirmwareKind, userData: string): Promise<void> {
  const checks = await checkInstalledSystem(vm, expectationsOf(userData, firmware));
  say(formatChecks(checks));
  const failed = checks.filter(({ ok }) => !ok).map((each) => each.check);
  if (failed.length) throw new VmError(`The installed system is not as asked for: ${failed.join(', ')}.`, vm.serial.tail());
}

async function leave(vm: Vm, keep: boolean): Promise<void> {
  const login = ['ssh', ...sshArguments(vm.sshTarget)].join(' ');
  if (keep) {
    say(`The machine runs on. Log in:\n  ${login}\nEnd it:\n  kill ${vm.pid}`);
    vm.release();
    return;
  }
  say(`While a machine runs (--keep), log in with:\n  ${login}`);
  say(`Shutting down: ${(await vm.shutdown()).reason}.`);
}

try {
  const args = readArguments(process.argv.slice(2));
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => process.exit(code));
  if (args.help) process.stdout.write(usage);
  else await main(args);
} catch (error) {
  const words = error instanceof Error ? error.message : String(error);
  const misused = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${words}\n`);
  process.exit(misused ? 2 : 1);
}
process.exit(0);
