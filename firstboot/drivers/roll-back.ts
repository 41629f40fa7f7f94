/** Takes away what a stage added, so that apt is healthy again and the kernel's own driver comes back. */
import { aptGet, AptTrouble, dpkg, type AptDoor } from './apt.ts';
import { isHealthy } from './package-state.ts';

/** @returns whether apt and dpkg have nothing to complain about afterwards */
export async function rollBack(door: AptDoor, packages: readonly string[]): Promise<boolean> {
  const left = await knownOf(door, packages);
  if (left.length > 0) await tolerate(() => aptGet(door, ['--yes', '--allow-change-held-packages', 'purge', ...left]));
  const stubborn = await knownOf(door, packages);
  // A script of theirs that fails on the way out too would keep them for ever: they were added a moment ago, and go without it.
  for (const name of stubborn) for (const script of ['prerm', 'postrm']) await door.host.remove(`/var/lib/dpkg/info/${name}.${script}`);
  if (stubborn.length > 0) await tolerate(() => dpkg(door, ['--force-remove-reinstreq', '--force-depends', '--purge', ...stubborn]));
  await tolerate(() => dpkg(door, ['--configure', '-a']));
  return (await knownOf(door, packages)).length === 0 && isHealthy(door);
}

async function knownOf({ host }: AptDoor, packages: readonly string[]): Promise<string[]> {
  if (packages.length === 0) return [];
  const text = await host.run('dpkg-query', ['--show', '--showformat', '${db:Status-Status} ${binary:Package}\\n', ...packages], { okExitCodes: [0, 1] });
  return text.split('\n').map((line) => line.split(' ')).filter(([state, name]) => name && state !== 'not-installed').map(([, name = '']) => name);
}

/** What is left is seen by the look that follows. */
async function tolerate(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof AptTrouble) || error.kind === 'locked') throw error;
  }
}
