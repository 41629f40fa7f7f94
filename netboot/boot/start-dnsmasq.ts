/** dnsmasq as a child of the boot server, with a folder of its own for configuration, TFTP and leases. */
import { execFile, spawn } from 'node:child_process';
import { access, chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { dnsmasqConfiguration, type DnsmasqOptions } from './dnsmasq.ts';
import { grubStart, ipxeStart } from './menu.ts';

/** Served by TFTP: loaders, and what Debian's GRUB cannot get otherwise. All else comes by HTTP, which is ten times as fast and knows ranges. */
export const tftpFiles = ['shimx64.efi', 'mmx64.efi', 'grubx64.efi', 'undionly.kpxe', 'ipxe.efi', 'vmlinuz', 'initrd.img'] as const;

export interface DnsmasqRun extends DnsmasqOptions {
  /** The folder that `cognos-netboot export` made. */
  artefacts: string;
  /** The kernel line for GRUB (kernel-words.ts); iPXE asks the web server for it. */
  words: string;
  /** Lines of dnsmasq: who asked, what it got. */
  say: (line: string) => void;
  /** Another program than Debian's, for tests. */
  program?: string;
}

export interface RunningDnsmasq {
  /** Resolves with a sentence when dnsmasq has ended without being told to. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Leases survive: their file lies beside what is made anew. Throws dnsmasq's own words when the configuration is wrong. */
export async function startDnsmasq(run: DnsmasqRun): Promise<RunningDnsmasq> {
  const { folder, say, program = 'dnsmasq' } = run;
  const configuration = join(folder, 'dnsmasq.conf');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await fillTftp(join(folder, 'tftp'), run);
  await writeFile(configuration, dnsmasqConfiguration(run), { mode: 0o644 });
  await checkConfiguration(program, configuration);
  // As root: it would otherwise become a user who may not write the leases into our folder. And it goes when we go, even by
  // SIGKILL (setpriv is util-linux's), because the next one needs its ports.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', program, '--keep-in-foreground', `--conf-file=${configuration}`, '--user=root', '--group='], { stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 3) last.shift();
      say(line);
    });
  }
  let stopping = false;
  const end = new Promise<string>((resolve) => {
    child.once('error', (error) => { resolve(`dnsmasq could not be started: ${error.message}; it is in Debian's package dnsmasq-base`); });
    child.once('close', (code, signal) => { resolve(`dnsmasq ended (${signal ?? code}): ${last.join(' ')}`); });
  });
  const atExit = (): void => { child.kill('SIGTERM'); };
  process.once('exit', atExit);
  void end.then(() => { process.off('exit', atExit); });
  return {
    ended: end.then((sentence) => (stopping ? new Promise<string>(() => undefined) : sentence)),
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await end;
    },
  };
}

async function checkConfiguration(program: string, file: string): Promise<void> {
  try {
    await promisify(execFile)(program, ['--test', `--conf-file=${file}`]);
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT') throw new Error('there is no dnsmasq here; install Debian\'s package dnsmasq-base', { cause: error });
    throw new Error(`dnsmasq does not take its configuration: ${(stderr ?? String(error)).trim()}`, { cause: error });
  }
}

/** Links, so that a newer export is served at once; and where GRUB and iPXE look next. */
async function fillTftp(tftp: string, { artefacts, base, address, words }: DnsmasqRun): Promise<void> {
  await rm(tftp, { recursive: true, force: true });
  for (const sub of ['', 'grub', 'grub/disk', 'ipxe']) {
    await mkdir(join(tftp, sub), { recursive: true });
    await chmod(join(tftp, sub), 0o755);
  }
  for (const file of tftpFiles) {
    const target = resolve(artefacts, file);
    await access(target).catch((error: unknown) => { throw new Error(`${artefacts} has no ${file}; make it with cognos-netboot export`, { cause: error }); });
    await symlink(target, join(tftp, file));
  }
  await writeFile(join(tftp, 'grub/grub.cfg'), grubStart(address, words), { mode: 0o644 });
  await writeFile(join(tftp, 'ipxe/start.ipxe'), ipxeStart(base), { mode: 0o644 });
}
