/**
 * What the medium runs once cloud-init has fetched: install when told to, ask what is left open, else say what was found
 * and how to go on.
 * Told to: `cognos.unattended` on the kernel line or `cognos: {unattended: true}` in the user-data. A medium that
 * was merely left in a machine must never wipe it.
 */
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { escapeForTerminal, exitCodes, formatFinding, RefusedError, type ExitCode } from '../../shared/errors.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { openConsoles } from '../../shared/system/consoles.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { findPreseed } from './find-preseed.ts';
import { describeFailure } from '../machine/failure.ts';
import { givenFrom } from './given-from.ts';
import { givenUserData } from './given-user-data.ts';
import { installOnce } from './install-once.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import type { CommandRunner } from './main.ts';
import { netbootBase } from './netboot-server.ts';
import { statusScreen } from './status-screen.ts';

export const liveCommand: CommandRunner = async () => {
  const consoles = openConsoles();
  const write = (text: string): void => {
    consoles.write(text);
    process.stdout.write(text); // And to the journal.
  };
  try {
    return await live(localHost, write);
  } finally {
    consoles.close();
  }
};

/** Whatever goes wrong is said where someone is looking; main.ts would tell the journal only. */
export async function live(host: Host, write: (text: string) => void): Promise<ExitCode> {
  try {
    const words = (await host.readFile('/proc/cmdline')).trim().split(/\s+/);
    return words.includes('cognos.check') ? await checkMedium(host, write) : await installOrShow(host, words, write);
  } catch (error) {
    const { message, action, exitCode } = describeFailure(error);
    write(`cognos: failed: ${escapeForTerminal(message)}\ncognos: ${escapeForTerminal(action)}\n`);
    return exitCode;
  }
}

async function installOrShow(host: Host, words: readonly string[], write: (text: string) => void): Promise<ExitCode> {
  const base = netbootBase(words);
  if (base !== undefined) return words.includes('cognos.gui') ? startWizard(host, write, 'The kernel line asks for it') : installFromNetwork(host, words, base, write);
  const raw = await findPreseed(host, words) ?? await givenUserData(host);
  const told = words.includes('cognos.unattended');
  if (!raw) {
    if (!told) return startWizard(host, write, 'No user-data was found');
    write(statusScreen({ kind: 'no-user-data' }));
    return exitCodes.specRefused;
  }
  return installGiven(host, raw, { told, reset: false, write });
}

async function installFromNetwork(host: Host, words: readonly string[], base: string, write: (text: string) => void): Promise<ExitCode> {
  const { netbootInstall } = await import('./netboot-install.ts');
  const told = words.includes('cognos.unattended');
  return netbootInstall({ host, base, write, install: (given, options) => installGiven(host, given, { told, ...options }) });
}

async function installGiven(host: Host, raw: GivenSpec, { told, reset, write }: { told: boolean; reset: boolean; write: (text: string) => void }): Promise<ExitCode> {
  const given = await convert(host, raw, write);
  if (!given) return exitCodes.specRefused;
  if (await isInteractive(given)) return startWizard(host, write, 'The user-data leaves something to be asked');
  const asked = { agreed: told, after: 'reboot' as 'reboot' | 'poweroff' | 'stay' };
  const { exitCode, snapshot } = await installOnce({
    host, given, reset, write,
    confirm: () => Promise.resolve(asked.agreed),
    learn: (spec: InstallSpec) => {
      asked.agreed = told || spec.cognos?.unattended === true;
      asked.after = spec.cognos?.install?.after ?? 'reboot';
    },
  });
  if (!asked.agreed || exitCode !== exitCodes.done) {
    const kind = snapshot.context.findings ? 'refused' : asked.agreed ? 'failed' : 'not-told';
    write(statusScreen({ kind, file: raw.file }));
    return exitCode;
  }
  // A machine that keeps starting from the medium must not install and reboot for ever.
  if (snapshot.context.alreadyInstalled || asked.after === 'stay') {
    write(statusScreen({ kind: 'installed' }));
    return exitCode;
  }
  write(`cognos: ${asked.after === 'reboot' ? 'restarting' : 'switching off'}\n`);
  await host.run('systemctl', [asked.after]);
  return exitCode;
}

/** Undefined where a preseed file asks for what cannot be had, which is said. */
async function convert(host: Host, raw: GivenSpec, write: (text: string) => void): Promise<GivenSpec | undefined> {
  try {
    const { given, warnings } = await givenFrom(host, raw);
    for (const warning of warnings) write(`${formatFinding(warning)}\n`);
    return given;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    write(`cognos: refused\n${error.findings.map((finding) => `${formatFinding(finding)}\n`).join('')}`);
    write(statusScreen({ kind: 'refused', file: raw.file }));
    return undefined;
  }
}

/** `cognos.interactive` names sections; whatever is wrong with the file, the install itself says better. */
async function isInteractive({ bytes, file }: { bytes: Uint8Array; file: string }): Promise<boolean> {
  const reading = await readUserData(bytes, file);
  const asked = reading.ok && reading.spec.cognos?.interactive;
  return asked === true || Array.isArray(asked) && asked.length > 0;
}

/** Units of the live system choose between screen, text and network; the engine finds the user-data itself. */
async function startWizard(host: Host, write: (text: string) => void, why: string): Promise<ExitCode> {
  write(`cognos: ${why}: starting the wizard\n`);
  await host.run('systemctl', ['start', '--no-block', 'cognos-wizard.target']);
  return exitCodes.done;
}

async function checkMedium(host: Host, write: (text: string) => void): Promise<ExitCode> {
  const { verifyMedium } = await import('../verify-medium.ts');
  const { ok, lines } = await verifyMedium(host, (text) => { write(`cognos: ${text}\n`); });
  write(`${lines.join('\n')}\n`);
  return ok ? exitCodes.done : exitCodes.failedForGood;
}
