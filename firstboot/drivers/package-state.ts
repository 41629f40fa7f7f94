/** What dpkg says is installed, and whether apt could work with it. */
import type { DriverPackage } from '../../shared/drivers/driver-plan.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { aptGet, AptTrouble, dpkg, type AptDoor } from './apt.ts';

/** Name -> version, of those that are wholly installed. */
export async function installedVersions(host: Host, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  // 1: some of them are unknown.
  const text = await host.run('dpkg-query', ['--show', '--showformat', '${db:Status-Status} ${binary:Package} ${Version}\\n', ...names], { okExitCodes: [0, 1] });
  return new Map(text.split('\n').map((line) => line.split(' ')).filter(([state]) => state === 'installed').map(([, name = '', version = '']) => [name.replace(/:.*/, ''), version]));
}

/** @param anyVersion after apt was asked: it took the best that it was given, and asking again would change nothing */
export async function areInstalled(host: Host, packages: readonly DriverPackage[], anyVersion = false): Promise<boolean> {
  const versions = await installedVersions(host, packages.map(({ name }) => name));
  return packages.every(({ name, from }) => {
    const version = versions.get(name);
    return version !== undefined && (anyVersion || from !== 'bookworm-backports' || /~bpo\d/.test(version));
  });
}

/** Finishes what an interrupted run left, before anything new is begun. Throws AptTrouble `broken` when that does not work. */
export async function repairPackages(door: AptDoor): Promise<void> {
  if (await isHealthy(door)) return;
  try {
    await dpkg(door, ['--configure', '-a']);
  } catch (error) {
    if (!(error instanceof AptTrouble) || error.kind === 'locked') throw error;
  }
  // Its own configure run included: of use where a dependency was missing.
  if (!await isHealthy(door)) await asBroken(() => aptGet(door, ['--yes', '--fix-broken', '--no-remove', 'install']));
  if (!await isHealthy(door)) throw new AptTrouble('broken', await brokenNames(door.host));
}

/** Nothing half installed, no dependency open. */
export async function isHealthy({ host, signal }: AptDoor): Promise<boolean> {
  if ((await host.list('/var/lib/dpkg/updates')).length > 0 || (await host.run('dpkg', ['--audit'], { signal })).trim() !== '') return false;
  try {
    await host.run('apt-get', ['--quiet', 'check'], { signal });
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // Whoever holds the lock is at work: apt waits for it when there is something to do.
    return /lock/i.test(error.stderr);
  }
}

/** "a, b", as dpkg counts them. */
async function brokenNames(host: Host): Promise<string> {
  const text = await host.run('dpkg-query', ['--show', '--showformat', '${db:Status-Status} ${binary:Package}\\n']);
  const names = text.split('\n').map((line) => line.split(' ')).filter(([state, name]) => name && !['installed', 'not-installed', 'config-files'].includes(state ?? '')).map(([, name]) => name);
  return `the packages ${names.join(', ')} are half installed`;
}

async function asBroken<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof AptTrouble && error.kind !== 'locked' ? new AptTrouble('broken', error.message) : error;
  }
}
