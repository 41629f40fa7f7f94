/**
 * A virtual machine for the tests.
 *
 * A power cut is SIGKILL of QEMU: what the guest wrote and flushed survives, what it wrote and did not
 * flush may be gone (disk.ts says how). KVM is used where the CPU has it, else software emulation.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectAccelerator } from './accelerator.ts';
import { blockdev, type VmDisk } from './disk.ts';
import { prepareVariables, type FirmwareKind } from './firmware.ts';
import { freePort } from './port.ts';
import { qemuArguments, type QemuOptions } from './qemu.ts';
import { startQemu, unlessEnded, type QemuProcess } from './qemu-process.ts';
import { QmpClient } from './qmp.ts';
import { Serial } from './serial.ts';
import { runSsh, waitForSsh, type SshResult, type SshTarget } from './ssh.ts';
import { VmError } from './vm-error.ts';

export interface VmOptions {
  /** Keeps serial.log, qemu.log and the UEFI variables; the same folder for the next boot keeps its boot entries. */
  directory: string;
  firmware?: FirmwareKind;
  /** Default 2048. */
  memoryMiB?: number;
  /** Default 2, or COGNOS_VM_CPUS: with one each, two tests can run side by side on two cores, where machines with two would wait for their own locks. */
  cpus?: number;
  disks?: readonly VmDisk[];
  iso?: QemuOptions['iso'];
  cidata?: string;
  /** Boots this kernel directly, without firmware menus or a medium. */
  kernel?: QemuOptions['kernel'];
  login?: { user: string; key: string };
  /** Host port forwarded to the guest's 22; default any free one. */
  sshPort?: number;
  tap?: QemuOptions['tap'];
  identity?: QemuOptions['identity'];
  offline?: boolean;
  endOnReboot?: boolean;
  clock?: string;
  sound?: QemuOptions['sound'];
}

/** Why QEMU ended, as its SHUTDOWN event says (`guest-reset`, `guest-shutdown`, `guest-panic`, `host-qmp-quit`), or `killed`. */
export interface VmExit {
  reason: string;
}

export async function startVm(options: VmOptions): Promise<Vm> {
  mkdirSync(options.directory, { recursive: true });
  // Unix socket paths end at 107 bytes, so they do not go below a directory of any length.
  const sockets = mkdtempSync(join(tmpdir(), 'cognos-vm-'));
  const full = await completeOptions(options, sockets);
  await prepareVariables(full.firmware, full.variables);
  const log = join(options.directory, 'qemu.log');
  const qemu = startQemu(qemuArguments(full), log, () => rmSync(sockets, { recursive: true, force: true }));
  const qmp = await unlessEnded(qemu, log, QmpClient.connect(full.qmpSocket));
  const serial = await unlessEnded(qemu, log, Serial.connect(full.serialSocket));
  // QEMU was started stopped, so that not one byte of the console is missed.
  await qmp.execute('cont');
  return new Vm(full, options, qemu, qmp, serial);
}

async function completeOptions(options: VmOptions, sockets: string): Promise<QemuOptions> {
  return {
    accelerator: detectAccelerator(),
    memoryMiB: options.memoryMiB ?? 2048,
    cpus: options.cpus ?? Number(process.env['COGNOS_VM_CPUS'] ?? 2),
    firmware: options.firmware ?? 'uefi',
    variables: join(options.directory, 'uefi-variables.fd'),
    disks: options.disks ?? [],
    ...(options.iso && { iso: options.iso }),
    ...(options.cidata && { cidata: options.cidata }),
    ...(options.kernel && { kernel: options.kernel }),
    sshPort: options.sshPort ?? await freePort(),
    ...(options.tap && { tap: options.tap }),
    ...(options.identity && { identity: options.identity }),
    offline: options.offline ?? false,
    endOnReboot: options.endOnReboot ?? false,
    ...(options.clock !== undefined && { clock: options.clock }),
    ...(options.sound !== undefined && { sound: options.sound }),
    qmpSocket: join(sockets, 'qmp'),
    serialSocket: join(sockets, 'serial'),
    serialLog: join(options.directory, 'serial.log'),
  };
}

export class Vm {
  readonly qmp: QmpClient;
  readonly serial: Serial;
  readonly options: QemuOptions;
  readonly pid: number;
  readonly #qemu: QemuProcess;
  readonly #login: VmOptions['login'];
  readonly #gone = new AbortController();

  constructor(full: QemuOptions, options: VmOptions, qemu: QemuProcess, qmp: QmpClient, serial: Serial) {
    this.options = full;
    this.qmp = qmp;
    this.serial = serial;
    this.pid = qemu.pid;
    this.#qemu = qemu;
    this.#login = options.login;
    void qemu.ended.then(() => this.#gone.abort(new VmError('QEMU ended.', serial.tail())));
  }

  get sshTarget(): SshTarget {
    if (!this.#login) throw new VmError('This machine was started without `login`.');
    return { port: this.options.sshPort, ...this.#login };
  }

  /** Runs a shell command line in the guest. Throws, with the serial console's last lines, when it fails. */
  async ssh(command: string, options?: { stdin?: string | Uint8Array; timeoutMs?: number }): Promise<string> {
    const { exitCode, stdout, stderr } = await this.trySsh(command, options);
    if (exitCode !== 0) throw new VmError(`"${command}" exited with ${exitCode}: ${stderr.trim() || stdout.trim()}`, this.serial.tail());
    return stdout;
  }

  /** The same for a command whose failure is an answer. */
  trySsh(command: string, options?: { stdin?: string | Uint8Array; timeoutMs?: number }): Promise<SshResult> {
    return runSsh(this.sshTarget, command, options);
  }

  async waitForSsh(timeoutMs = 600_000): Promise<void> {
    await waitForSsh(this.sshTarget, timeoutMs, this.#gone.signal).catch((cause: unknown) => {
      throw cause instanceof VmError ? new VmError(cause.message, this.serial.tail(), cause) : cause;
    });
  }

  /** A PNG of the screen. */
  async screenshot(file: string): Promise<void> {
    await this.qmp.execute('screendump', { filename: file, format: 'png' });
  }

  /** Presses keys together, QEMU's names: `['ret']`, `['ctrl', 'alt', 'delete']`. */
  async pressKeys(...keys: string[]): Promise<void> {
    await this.qmp.execute('send-key', { keys: keys.map((data) => ({ type: 'qcode', data })) });
  }

  async powerCut(): Promise<void> {
    this.#qemu.kill();
    await this.#qemu.ended;
    this.#close();
  }

  /** Pulls a disk (QMP id) out of the running machine; resolves when the guest has let go of it. */
  async removeDisk(id: string, timeoutMs = 60_000): Promise<void> {
    const since = this.qmp.events.length;
    await this.qmp.execute('device_del', { id });
    await this.qmp.waitForEvent('DEVICE_DELETED', timeoutMs, ({ data }) => data['device'] === id, since);
  }

  /** Presses the power button; pulls the plug when the guest has not gone down after `timeoutMs`. */
  async shutdown(timeoutMs = 90_000): Promise<VmExit> {
    await this.qmp.execute('system_powerdown').catch(() => undefined);
    return this.waitForExit(timeoutMs).catch(async () => {
      await this.powerCut();
      return { reason: 'killed' };
    });
  }

  /** Plugs a USB drive into the running machine. */
  async plugDisk(disk: VmDisk & { id: string }): Promise<void> {
    const node = `${disk.id}-node`;
    await this.qmp.execute('blockdev-add', blockdev(disk, node));
    await this.qmp.execute('device_add', { driver: 'usb-storage', id: disk.id, bus: 'usb.0', drive: node, serial: disk.serial ?? disk.id });
  }

  async waitForExit(timeoutMs: number): Promise<VmExit> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new VmError(`The machine was still running after ${timeoutMs / 1000} s.`, this.serial.tail())), timeoutMs);
    });
    try {
      await Promise.race([this.#qemu.ended, late]);
    } finally {
      clearTimeout(timer);
    }
    this.#close();
    const shutdown = this.qmp.events.findLast(({ event }) => event === 'SHUTDOWN');
    return { reason: typeof shutdown?.data['reason'] === 'string' ? shutdown.data['reason'] : 'killed' };
  }

  /** Lets the machine run on after this process; it ends by the guest's own shutdown or `kill PID`. */
  release(): void {
    this.#qemu.release();
    this.#close();
  }

  #close(): void {
    this.qmp.close();
    this.serial.close();
  }
}
