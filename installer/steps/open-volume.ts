import { InstallerError, exitCodes } from '../../shared/errors.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import type { Handler } from '../../shared/plan/step.ts';

/** Runs in every session, and again on a retry in the same one: what is open stays so. */
export const openVolume: Handler<'open-volume'> = async ({ device, name, passphrase }, { host, signal, reveal }) => {
  if (await open(host, { device, name, passphrase: reveal(passphrase) }, signal)) return;
  throw new InstallerError({
    code: 'wrong-passphrase',
    message: `the passphrase does not open ${device}, which an earlier run encrypted with another one`,
    action: 'Give the passphrase of that run, or start over with --reset and lose what it wrote.',
    exitCode: exitCodes.failedForGood,
  });
};

/** @returns false when the passphrase is not the one. cryptsetup(8) ends with 2 then. */
export async function open(host: Host, { device, name, passphrase }: { device: string; name: string; passphrase: string }, signal: AbortSignal): Promise<boolean> {
  if (await host.exists(`/dev/mapper/${name}`)) return true;
  try {
    await host.run('cryptsetup', ['open', '--type', 'luks2', '--allow-discards', '--key-file', '-', '--', device, name], { signal, stdin: passphrase });
    return true;
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === 2) return false;
    throw error;
  }
}

/** Volumes of installs, from whatever run. One that is still in use, such as the root of a CognOS that installs another, stays. */
export async function closeVolumes(host: Host): Promise<void> {
  for (const name of (await host.list('/dev/mapper')).filter((entry) => /^cognos-(root|models)-[0-9a-f]{8}$/.test(entry))) {
    // 5: busy (cryptsetup(8), RETURN CODES); 4: gone with its disk.
    await host.run('cryptsetup', ['close', name], { okExitCodes: [0, 4, 5] });
  }
}
