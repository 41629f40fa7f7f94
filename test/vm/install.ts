/** One unattended install: the medium is booted, the installer watched until it asks for the reboot, the disk is left. */
import { parseInstallerLine, type InstallerLine } from './installer-line.ts';
import { startVm, type Vm, type VmOptions } from './vm.ts';
import { VmError } from './vm-error.ts';

export interface InstallResult {
  /** Seconds from power-on to the installer's first line, to its `done`, to the reboot. */
  seconds: { firstLine: number; done: number; reboot: number };
  /** Everything the console said. */
  console: string[];
}

/** From here on the live system waits for a person. */
const hopeless = /Kernel panic - not syncing[^\r\n]*|\(initramfs\)|You are in emergency mode|No bootable option or device was found/;

/** `onLine` gets the installer's own lines. Rejects when it fails or refuses, or after `timeoutMs`. */
export async function install(options: VmOptions, { onLine, timeoutMs = 1_800_000 }: { onLine?: (line: InstallerLine) => void; timeoutMs?: number } = {}): Promise<InstallResult> {
  const started = Date.now();
  const seconds = { firstLine: Number.NaN, done: Number.NaN, reboot: Number.NaN };
  const vm = await startVm({ ...options, endOnReboot: true });
  const since = () => (Date.now() - started) / 1000;
  vm.serial.onLine((line) => {
    const said = parseInstallerLine(line);
    if (!said) return;
    if (Number.isNaN(seconds.firstLine)) seconds.firstLine = since();
    onLine?.(said);
  });
  try {
    await installerDone(vm, timeoutMs);
    seconds.done = since();
    const { reason } = await vm.waitForExit(180_000);
    seconds.reboot = since();
    if (!reason.startsWith('guest-') || reason === 'guest-panic') throw new VmError(`The installer was done, but the machine ended by ${reason}.`, vm.serial.tail());
    return { seconds, console: vm.serial.lines };
  } finally {
    await vm.powerCut();
  }
}

function installerDone(vm: Vm, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = vm.serial.onLine((line) => {
      const said = parseInstallerLine(line);
      if (!said || said.kind === 'progress') return;
      stop();
      if (said.kind === 'done') resolve();
      // What follows the sentence, findings or a hint, is a few lines away.
      else setTimeout(() => reject(new VmError(`The installer ${said.kind}: ${said.text}`, vm.serial.tail())), 2000);
    });
    vm.serial.waitFor(hopeless, timeoutMs).then(
      ([words]) => reject(new VmError(`The medium did not start: ${words}`, vm.serial.tail())), reject);
  });
}
