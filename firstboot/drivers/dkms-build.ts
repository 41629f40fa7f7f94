/** Whether DKMS built its modules for the kernel that starts next, and its compiler's last words when it did not. */
import { CommandError, type Host } from '../../shared/system/host.ts';

export async function runningKernel(host: Host): Promise<string> {
  return (await host.run('uname', ['--kernel-release'])).trim();
}

/** GRUB starts the newest that is installed. */
export async function nextKernel(host: Host): Promise<string> {
  const releases = (await host.list('/boot')).filter((name) => name.startsWith('vmlinuz-')).map((name) => name.slice('vmlinuz-'.length));
  return releases.sort(compareReleases).at(-1) ?? runningKernel(host);
}

/** By numbers where there are numbers: 6.1.0-9 before 6.1.0-40 before 6.12.95. */
export function compareReleases(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** @param family how its modules' names begin: others on this machine are not our business. `dkms status` of 3.0.10: "nvidia-current/535.261.03, 6.1.0-40-amd64, x86_64: installed", "name/version: added". */
export function isBuiltFor(kernel: string, family: string, status: string): boolean {
  const lines = status.split('\n').filter((line) => line.startsWith(family));
  const modules = new Set(lines.map((line) => line.split(/[,:]/)[0]?.trim()));
  return modules.size > 0 && [...modules].every((module) => lines.some((line) => line.startsWith(`${module}, ${kernel},`) && /:\s*installed/.test(line)));
}

export async function isBuilt(host: Host, kernel: string, family: string): Promise<boolean> {
  try {
    return isBuiltFor(kernel, family, await host.run('dkms', ['status']));
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

const tree = '/var/lib/dkms';

/** From make.log, which stays in `build/` only when a build failed; undefined when there is none. */
export async function buildFailure(host: Host): Promise<string | undefined> {
  for (const name of await host.list(tree)) {
    for (const version of await host.list(`${tree}/${name}`)) {
      const log = `${tree}/${name}/${version}/build/make.log`;
      if (await host.exists(log)) return lastLines(await host.readFile(log));
    }
  }
  return undefined;
}

function lastLines(log: string): string {
  return log.split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(-3).join(' / ').slice(0, 300);
}
